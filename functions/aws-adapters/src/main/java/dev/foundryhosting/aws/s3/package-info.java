/* SPDX-License-Identifier: Apache-2.0 */
/** S3: asset buckets. */
package dev.foundryhosting.aws.s3;
