/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.FieldError;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.license.LicenseKey;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.UserId;
import java.util.ArrayList;
import java.util.List;
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
 * @param size empty for the smallest
 */
public record Registration(
    UserId userId,
    String username,
    LicenseType licenseType,
    Optional<String> foundryUsername,
    Optional<String> foundryPassword,
    Optional<String> licenseKey,
    Optional<FoundryVersion> version,
    boolean shareLicense,
    Optional<ServerSize> size) {

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N} ._-]{1,64}");
  private static final Pattern ACCOUNT = Pattern.compile("[\\p{L}\\p{N} ._@+-]{1,128}");
  private static final Pattern PASSWORD = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,256}");

  /**
   * @param licenseKey as people write it; it is kept as {@link LicenseKey} spells it
   * @throws PlatformException {@code VALIDATION_ERROR} that names all fields that break a rule
   */
  public Registration {
    List<FieldError> wrong = new ArrayList<>();
    checkName(username, wrong);
    checkCredentials(foundryUsername, foundryPassword, licenseKey, wrong);
    if (licenseType == LicenseType.BYOL) {
      checkComplete(foundryUsername, foundryPassword, licenseKey, wrong);
    } else {
      String rule = "goes with licenseType byol only";
      require(foundryUsername.isEmpty(), "foundryUsername", rule, wrong);
      require(foundryPassword.isEmpty(), "foundryPassword", rule, wrong);
      require(licenseKey.isEmpty(), "licenseKey", rule, wrong);
      require(!shareLicense, "shareLicense", rule, wrong);
    }
    if (!wrong.isEmpty()) {
      throw PlatformException.invalid(wrong);
    }
    licenseKey = licenseKey.flatMap(LicenseKey::parse).map(LicenseKey::value);
  }

  private static void checkName(String username, List<FieldError> wrong) {
    if (username == null || !NAME.matcher(username).matches()) {
      wrong.add(
          FieldError.of("username", "must be 1 to 64 letters, digits, spaces, '.', '_' or '-'"));
      return;
    }
    try {
      var unused = Subdomain.of(username);
    } catch (PlatformException e) {
      wrong.addAll(e.fields());
    }
  }

  private static void checkCredentials(
      Optional<String> foundryUsername,
      Optional<String> foundryPassword,
      Optional<String> licenseKey,
      List<FieldError> wrong) {
    require(
        foundryUsername.isEmpty() || ACCOUNT.matcher(foundryUsername.get()).matches(),
        "foundryUsername",
        "must be 1 to 128 letters, digits, spaces and . _ @ + -",
        wrong);
    require(
        foundryPassword.isEmpty() || isPassword(foundryPassword.get()),
        "foundryPassword",
        "must be 1 to 256 characters, not all blank, without control characters",
        wrong);
    require(
        licenseKey.isEmpty() || licenseKey.flatMap(LicenseKey::parse).isPresent(),
        "licenseKey",
        "must have 24 letters and digits, in six groups of four or in any other grouping",
        wrong);
  }

  private static boolean isPassword(String text) {
    return PASSWORD.matcher(text).matches() && !text.isBlank();
  }

  private static void checkComplete(
      Optional<String> foundryUsername,
      Optional<String> foundryPassword,
      Optional<String> licenseKey,
      List<FieldError> wrong) {
    require(
        foundryUsername.isPresent() || foundryPassword.isEmpty(),
        "foundryUsername",
        "is needed together with foundryPassword",
        wrong);
    require(
        foundryPassword.isPresent() || foundryUsername.isEmpty(),
        "foundryPassword",
        "is needed together with foundryUsername",
        wrong);
    require(
        licenseKey.isPresent() || foundryUsername.isPresent() || foundryPassword.isPresent(),
        "licenseKey",
        "or foundryUsername with foundryPassword is needed for an own licence",
        wrong);
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

  private static void require(
      boolean condition, String field, String rule, List<FieldError> wrong) {
    if (!condition) {
      wrong.add(FieldError.of(field, rule));
    }
  }

  @Override
  public String toString() {
    return "Registration[%s, %s, %s]".formatted(userId, username, licenseType);
  }
}
