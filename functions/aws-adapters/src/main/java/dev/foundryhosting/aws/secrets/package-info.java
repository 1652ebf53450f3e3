/* SPDX-License-Identifier: Apache-2.0 */
/** Secrets Manager: users' secrets and the platform's own. */
package dev.foundryhosting.aws.secrets;
