/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import java.util.Optional;

/**
 * Which credentials of a licence its owner's secret holds. The task refers to the secret; the
 * credentials themselves are nowhere else.
 *
 * @param account a user name and password at foundryvtt.com
 * @param secretArn empty until the secret is stored
 */
public record Credentials(boolean account, boolean licenseKey, Optional<String> secretArn) {}
