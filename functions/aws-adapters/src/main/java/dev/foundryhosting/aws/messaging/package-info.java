/* SPDX-License-Identifier: Apache-2.0 */
/** SQS wake-ups and EventBridge events. */
package dev.foundryhosting.aws.messaging;
