/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The Pulumi program: one component resource for each layer of the platform, put together by {@link
 * dev.foundryhosting.infrastructure.Main}.
 */
package dev.foundryhosting.infrastructure;
