/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The IAM policies as plain values, without Pulumi: tests compare them with the code that needs
 * them, and write them to files.
 */
package dev.foundryhosting.infrastructure.policy;
