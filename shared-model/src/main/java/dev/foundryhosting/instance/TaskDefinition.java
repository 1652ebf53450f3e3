/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

/**
 * A registered ECS task definition.
 *
 * @param arn with its revision
 * @param fingerprint the digest of what it was made from
 */
public record TaskDefinition(String arn, String fingerprint) {}
