package dev.foundryhosting.license;

import java.util.Objects;
import java.util.Optional;

/**
 * Which credentials a licence has and where they lie. The credentials themselves stay in the
 * owner's secret; a task refers to them.
 *
 * @param account whether there is an account (user name and password) at foundryvtt.com
 * @param licenseKey whether there is a licence key
 * @param secretArn the owner's secret; empty until it is stored
 */
public record Credentials(boolean account, boolean licenseKey, Optional<String> secretArn) {
  public Credentials {
    Objects.requireNonNull(secretArn, "secretArn");
  }
}
