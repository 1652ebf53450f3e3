/* SPDX-License-Identifier: Apache-2.0 */
/** The functions of the platform that others invoke. */
package dev.foundryhosting.aws.lambda;
