/* SPDX-License-Identifier: Apache-2.0 */
/** IAM: the users that may write assets. */
package dev.foundryhosting.aws.iam;
