/** SQS wake-ups and EventBridge events. */
package dev.foundryhosting.aws.messaging;
