/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.FieldError;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.license.CredentialClaim;
import java.util.Collection;

/** Why a credential that another user registered cannot be used; nothing says whose it is. */
final class CredentialsTaken {
  private CredentialsTaken() {}

  static PlatformException refusal(Collection<CredentialClaim> taken) {
    return PlatformException.refused(
        ErrorCode.LICENSE_IN_USE,
        taken.stream()
            .map(CredentialClaim::kind)
            .distinct()
            .sorted()
            .map(CredentialsTaken::error)
            .toList());
  }

  private static FieldError error(CredentialClaim.Kind kind) {
    return switch (kind) {
      case KEY ->
          new FieldError("licenseKey", "This licence key is registered by somebody else already.");
      case ACCOUNT ->
          new FieldError("foundryUsername", "This account is registered by somebody else already.");
    };
  }
}
