/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Names that the functions and the infrastructure share: environment variables, table schemas,
 * resource names and tags. The one package of the domain that the infrastructure program knows.
 */
package dev.foundryhosting.platform;
