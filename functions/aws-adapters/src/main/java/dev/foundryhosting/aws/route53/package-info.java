/* SPDX-License-Identifier: Apache-2.0 */
/** Route 53: host names. */
package dev.foundryhosting.aws.route53;
