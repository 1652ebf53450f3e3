/** S3: asset buckets. */
package dev.foundryhosting.aws.s3;
