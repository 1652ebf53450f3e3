/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.FieldError;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.license.CredentialClaim;
import dev.foundryhosting.platform.UserId;
import java.util.Map;
import java.util.Set;

/** Why a credential that another user registered cannot be used; nothing says whose it is. */
final class CredentialsTaken {
  private CredentialsTaken() {}

  /**
   * Says to operators, and to them alone, who registered what.
   *
   * @return the refusal for the user
   */
  static PlatformException report(
      UserId user, Map<CredentialClaim, UserId> holders, ProblemLog problems) {
    PlatformException refusal = refusal(holders.keySet());
    problems.trouble(
        "%s gave credentials that %s registered.".formatted(user, Set.copyOf(holders.values())),
        refusal);
    return refusal;
  }

  private static PlatformException refusal(Set<CredentialClaim> taken) {
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
