/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.platform.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request for a server. Its credentials are shown nowhere: not even in {@link #toString}.
 *
 * @param username becomes the subdomain; 1 to 64 letters, digits, spaces and {@code . _ -}
 * @param foundryUsername of an account at foundryvtt.com, with its password
 * @param version empty for the platform's default
 * @param shareLicense whether others may play on the licence
 */
public record Registration(
    UserId userId,
    String username,
    LicenseType licenseType,
    Optional<String> foundryUsername,
    Optional<String> foundryPassword,
    Optional<String> licenseKey,
    Optional<FoundryVersion> version,
    boolean shareLicense) {

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N} ._-]{1,64}");
  private static final Pattern ACCOUNT = Pattern.compile("[\\p{L}\\p{N} ._@+-]{1,128}");
  private static final Pattern PASSWORD = Pattern.compile("[^\\p{Cntrl}]{1,256}");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{2,}(-[A-Za-z0-9]{2,}){0,8}");

  public Registration {
    require(
        username != null && NAME.matcher(username).matches(),
        "username",
        "must be 1 to 64 letters, digits, spaces, '.', '_' or '-'");
    require(
        foundryUsername.isEmpty() || ACCOUNT.matcher(foundryUsername.get()).matches(),
        "foundryUsername",
        "must be 1 to 128 letters, digits, spaces and . _ @ + -");
    require(
        foundryPassword.isEmpty() || PASSWORD.matcher(foundryPassword.get()).matches(),
        "foundryPassword",
        "must be 1 to 256 characters without control characters");
    require(
        licenseKey.isEmpty()
            || (licenseKey.get().length() <= 64 && KEY.matcher(licenseKey.get()).matches()),
        "licenseKey",
        "must be groups of letters and digits joined by dashes, 64 characters at most");
    if (licenseType == LicenseType.BYOL) {
      require(
          foundryUsername.isPresent() || foundryPassword.isEmpty(),
          "foundryUsername",
          "is needed together with foundryPassword");
      require(
          foundryPassword.isPresent() || foundryUsername.isEmpty(),
          "foundryPassword",
          "is needed together with foundryUsername");
      require(
          licenseKey.isPresent() || foundryUsername.isPresent(),
          "licenseKey",
          "or foundryUsername with foundryPassword is needed for an own licence");
    } else {
      require(foundryUsername.isEmpty(), "foundryUsername", "goes with licenseType byol only");
      require(foundryPassword.isEmpty(), "foundryPassword", "goes with licenseType byol only");
      require(licenseKey.isEmpty(), "licenseKey", "goes with licenseType byol only");
      require(!shareLicense, "shareLicense", "goes with licenseType byol only");
    }
  }

  /** The credentials as the user's secret holds them. */
  UserSecret secret() {
    UserSecret secret = new UserSecret(Map.of());
    secret = with(secret, UserSecret.Field.FOUNDRY_USERNAME, foundryUsername);
    secret = with(secret, UserSecret.Field.FOUNDRY_PASSWORD, foundryPassword);
    return with(secret, UserSecret.Field.LICENSE_KEY, licenseKey);
  }

  private static UserSecret with(
      UserSecret secret, UserSecret.Field field, Optional<String> value) {
    return value.map(text -> secret.with(field, text)).orElse(secret);
  }

  private static void require(boolean condition, String field, String rule) {
    if (!condition) {
      throw PlatformException.invalid(field, rule);
    }
  }

  @Override
  public String toString() {
    return "Registration[%s, %s, %s]".formatted(userId, username, licenseType);
  }
}
