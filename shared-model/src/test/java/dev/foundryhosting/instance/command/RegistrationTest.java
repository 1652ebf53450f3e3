/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.UserSecret;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegistrationTest {
  private static final Optional<String> NONE = Optional.empty();
  private static final Optional<String> ACCOUNT = Optional.of("gm@example.org");
  private static final Optional<String> PASSWORD = Optional.of("correct \"horse\" ${x}");
  private static final Optional<String> KEY = Optional.of("ABCD-EFGH-1234-5678-WXYZ");

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("account", owner("alice", ACCOUNT, PASSWORD, NONE)),
        Arguments.of("key", owner("alice", NONE, NONE, KEY)),
        Arguments.of("account and key", owner("alice", ACCOUNT, PASSWORD, KEY)),
        Arguments.of("key in one group", owner("alice", NONE, NONE, Optional.of("ABCD1234"))),
        Arguments.of("nothing, pooled", pooled(NONE, NONE, NONE, false)),
        Arguments.of("name with marks", owner("Łukasz Ä.B_c-d 7", NONE, NONE, KEY)),
        Arguments.of("longest name", owner("x".repeat(64), NONE, NONE, KEY)),
        Arguments.of(
            "longest password", owner("alice", ACCOUNT, Optional.of("p".repeat(256)), NONE)));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        row("no name", "username", null, NONE, NONE, KEY),
        row("empty name", "username", "", NONE, NONE, KEY),
        row("long name", "username", "x".repeat(65), NONE, NONE, KEY),
        row("name of 64 KB", "username", "x".repeat(65536), NONE, NONE, KEY),
        row("name with a line break", "username", "ali\nce", NONE, NONE, KEY),
        row("name with a tag", "username", "<b>", NONE, NONE, KEY),
        row("name with a slash", "username", "../alice", NONE, NONE, KEY),
        row("nothing at all", "licenseKey", "alice", NONE, NONE, NONE),
        row("account without password", "foundryPassword", "alice", ACCOUNT, NONE, NONE),
        row("password without account", "foundryUsername", "alice", NONE, PASSWORD, NONE),
        row("password without account but key", "foundryUsername", "alice", NONE, PASSWORD, KEY),
        row("empty account", "foundryUsername", "alice", Optional.of(""), PASSWORD, NONE),
        row("account with a quote", "foundryUsername", "alice", Optional.of("a\"b"), PASSWORD, KEY),
        row("long account", "foundryUsername", "a", Optional.of("x".repeat(129)), PASSWORD, KEY),
        row("empty password", "foundryPassword", "alice", ACCOUNT, Optional.of(""), NONE),
        row("password with a NUL", "foundryPassword", "alice", ACCOUNT, Optional.of("a\0b"), NONE),
        row("long password", "foundryPassword", "a", ACCOUNT, Optional.of("p".repeat(257)), NONE),
        row("empty key", "licenseKey", "alice", NONE, NONE, Optional.of("")),
        row("key with a space", "licenseKey", "alice", NONE, NONE, Optional.of("ABCD EFGH")),
        row("key with a line break", "licenseKey", "alice", NONE, NONE, Optional.of("ABCD-EFGH\n")),
        // The image takes a single digit for the number of one of the account's keys.
        row("key of one digit", "licenseKey", "alice", NONE, NONE, Optional.of("1")),
        row("long key", "licenseKey", "alice", NONE, NONE, Optional.of("A".repeat(65))),
        row("key of 64 KB", "licenseKey", "alice", NONE, NONE, Optional.of("AB-".repeat(21845))));
  }

  static Stream<Arguments> refusedPooled() {
    return Stream.of(
        Arguments.of("foundryUsername", ACCOUNT, NONE, NONE, false),
        Arguments.of("foundryPassword", NONE, PASSWORD, NONE, false),
        Arguments.of("licenseKey", NONE, NONE, KEY, false),
        Arguments.of("shareLicense", NONE, NONE, NONE, true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void whatIsCompleteIsAccepted(String name, ThrowingRegistration registration) {
    assertThatCode(registration::make).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0} breaks a rule of {1}")
  @MethodSource("refused")
  void aRuleThatIsBrokenIsNamedWithItsField(
      String name, String field, ThrowingRegistration registration) {
    assertRefused(field, registration);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedPooled")
  void whoPlaysOnThePoolBringsNoLicenceAlong(
      String field,
      Optional<String> account,
      Optional<String> password,
      Optional<String> key,
      boolean share) {
    assertRefused(field, pooled(account, password, key, share));
  }

  @Test
  void noCredentialIsEverShown() {
    Registration registration = owner("alice", ACCOUNT, PASSWORD, KEY).make();

    assertThat(registration.toString())
        .contains(ALICE.value())
        .doesNotContain(ACCOUNT.get(), PASSWORD.get(), KEY.get());
    assertThat(registration.secret().toString())
        .contains("FOUNDRY_PASSWORD")
        .doesNotContain(ACCOUNT.get(), PASSWORD.get(), KEY.get());
  }

  @Test
  void theSecretHoldsWhatWasSaidAndNothingElse() {
    assertThat(owner("alice", ACCOUNT, PASSWORD, KEY).make().secret().fields())
        .containsOnly(
            Map.entry(UserSecret.Field.FOUNDRY_USERNAME, ACCOUNT.get()),
            Map.entry(UserSecret.Field.FOUNDRY_PASSWORD, PASSWORD.get()),
            Map.entry(UserSecret.Field.LICENSE_KEY, KEY.get()));
    assertThat(pooled(NONE, NONE, NONE, false).make().secret().fields()).isEmpty();
  }

  /** A registration that may be refused when it is made. */
  @FunctionalInterface
  interface ThrowingRegistration {
    Registration make();
  }

  private static Arguments row(
      String name,
      String field,
      String username,
      Optional<String> account,
      Optional<String> password,
      Optional<String> key) {
    return Arguments.of(name, field, owner(username, account, password, key));
  }

  private static ThrowingRegistration owner(
      String username, Optional<String> account, Optional<String> password, Optional<String> key) {
    return () ->
        new Registration(
            ALICE, username, LicenseType.BYOL, account, password, key, Optional.empty(), true);
  }

  private static ThrowingRegistration pooled(
      Optional<String> account, Optional<String> password, Optional<String> key, boolean share) {
    return () ->
        new Registration(
            ALICE, "alice", LicenseType.POOLED, account, password, key, Optional.empty(), share);
  }

  private static void assertRefused(String field, ThrowingRegistration registration) {
    assertThatThrownBy(registration::make)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
              assertThat(e.field()).contains(field);
              assertThat(e.getMessage())
                  .startsWith(field + " ")
                  .hasSizeLessThan(200)
                  .doesNotContain("correct", "EFGH", "gm@");
            });
  }
}
