/** IAM: the users that may write assets. */
package dev.foundryhosting.aws.iam;
