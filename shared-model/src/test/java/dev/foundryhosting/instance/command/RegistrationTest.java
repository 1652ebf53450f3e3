/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.FieldError;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.license.LicenseKey;
import java.util.List;
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
  private static final Optional<String> KEY = Optional.of("ABCD-EFGH-1234-5678-WXYZ-7890");

  private static final String PLAIN_KEY = "ABCDEFGH12345678WXYZ7890";

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("account", owner("alice", ACCOUNT, PASSWORD, NONE)),
        Arguments.of("key", owner("alice", NONE, NONE, KEY)),
        Arguments.of("account and key", owner("alice", ACCOUNT, PASSWORD, KEY)),
        Arguments.of("key in one group", key("ABCDEFGH12345678WXYZ7890")),
        Arguments.of("key in lower case", key("abcd-efgh-1234-5678-wxyz-7890")),
        Arguments.of("key in groups of eight", key("ABCDEFGH-12345678-WXYZ7890")),
        Arguments.of("key in groups with spaces", key("ABCD EFGH 1234 5678 WXYZ 7890")),
        Arguments.of(
            "key with long dashes", key("ABCD\u2013EFGH\u20131234\u20135678\u2013WXYZ\u20137890")),
        Arguments.of("key amid white space", key(" \tABCD-EFGH-1234-5678-WXYZ-7890\u00a0\r\n")),
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
        row("blank password", "foundryPassword", "alice", ACCOUNT, Optional.of(" \u2003 "), NONE),
        row("password with a NUL", "foundryPassword", "alice", ACCOUNT, Optional.of("a\0b"), NONE),
        row("long password", "foundryPassword", "a", ACCOUNT, Optional.of("p".repeat(257)), NONE),
        row("empty key", "licenseKey", "alice", NONE, NONE, Optional.of("")),
        row("key of one group too few", "licenseKey", "alice", NONE, NONE, last("WXYZ")),
        row("key of 23", "licenseKey", "alice", NONE, NONE, last("WXYZ-789")),
        row("key of 25", "licenseKey", "alice", NONE, NONE, last("WXYZ-78901")),
        row("key with an underscore", "licenseKey", "alice", NONE, NONE, last("WXYZ-789_")),
        row("key with a NUL", "licenseKey", "alice", NONE, NONE, last("WXYZ-789\0")),
        row("key with an umlaut", "licenseKey", "alice", NONE, NONE, last("WXYZ-789\u00c4")),
        row("key with a dotless i", "licenseKey", "alice", NONE, NONE, last("WXYZ-789\u0131")),
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
  void everySpellingOfAKeyIsStoredAlike() {
    for (String spelling :
        List.of(
            "ABCDEFGH12345678WXYZ7890",
            "abcd-efgh-1234-5678-wxyz-7890",
            " ABCD EFGH 1234\u20135678 WXYZ7890\n")) {
      assertThat(key(spelling).make().licenseKey()).contains(PLAIN_KEY);
    }
  }

  @Test
  void allFieldsThatBreakARuleAreNamedAtOnce() {
    assertThatThrownBy(() -> owner("www", NONE, PASSWORD, Optional.of("AB")).make())
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.fields())
                  .extracting(FieldError::field)
                  .containsExactly("username", "licenseKey", "foundryUsername");
              assertThat(e.field()).contains("username");
              assertThat(e.getMessage())
                  .isEqualTo(e.fields().stream().map(FieldError::message).collect(joining("; ")));
            });
  }

  @Test
  void noCredentialIsEverShown() {
    Registration registration = owner("alice", ACCOUNT, PASSWORD, KEY).make();

    assertThat(registration.toString())
        .contains(ALICE.value())
        .doesNotContain(ACCOUNT.get(), PASSWORD.get(), KEY.get());
    assertThat(registration.secret().toString())
        .contains("FOUNDRY_PASSWORD")
        .doesNotContain(ACCOUNT.get(), PASSWORD.get(), KEY.get(), PLAIN_KEY);
    assertThat(LicenseKey.parse(KEY.get()).orElseThrow().toString()).doesNotContain("ABCD");
  }

  @Test
  void theSecretHoldsWhatWasSaidAndNothingElse() {
    assertThat(owner("alice", ACCOUNT, PASSWORD, KEY).make().secret().fields())
        .containsOnly(
            Map.entry(UserSecret.Field.FOUNDRY_USERNAME, ACCOUNT.get()),
            Map.entry(UserSecret.Field.FOUNDRY_PASSWORD, PASSWORD.get()),
            Map.entry(UserSecret.Field.LICENSE_KEY, PLAIN_KEY));
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

  private static ThrowingRegistration key(String spelling) {
    return owner("alice", NONE, NONE, Optional.of(spelling));
  }

  /** A key with other letters and digits in place of its last eight. */
  private static Optional<String> last(String end) {
    return Optional.of("ABCD-EFGH-1234-5678-" + end);
  }

  private static ThrowingRegistration owner(
      String username, Optional<String> account, Optional<String> password, Optional<String> key) {
    return () ->
        new Registration(
            ALICE,
            username,
            LicenseType.BYOL,
            account,
            password,
            key,
            Optional.empty(),
            true,
            Optional.empty());
  }

  private static ThrowingRegistration pooled(
      Optional<String> account, Optional<String> password, Optional<String> key, boolean share) {
    return () ->
        new Registration(
            ALICE,
            "alice",
            LicenseType.POOLED,
            account,
            password,
            key,
            Optional.empty(),
            share,
            Optional.empty());
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
