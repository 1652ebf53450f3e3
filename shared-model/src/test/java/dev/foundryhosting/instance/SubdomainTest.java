/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class SubdomainTest {
  @ParameterizedTest
  @CsvSource({
    "Alice, alice",
    "Game Master 42, game-master-42",
    "  -- spaced__out --  , spaced-out",
    "Größe, groesse",
    "STRAẞE, strasse",
    "Äpfel Öl Über, aepfel-oel-ueber",
    // The same umlaut as a letter and a mark.
    "A\u0308pfel, aepfel",
    "Łukasz Żółć, lukasz-zolc",
    "Ærøskøbing, aeroskobing",
    "Åse Þór Ðaði, ase-thor-dadi",
    "Đorđe, dorde",
    "Crème Brûlée, creme-brulee",
    "Œuvre, oeuvre",
    "İstanbul Işık, istanbul-isik",
    "Nguyễn Đức, nguyen-duc",
    "ﬁnn, finn",
    "Ａｌｉｃｅ, alice",
    "ℌero, hero",
    "𝔸lice, alice",
    "Мастер Bob, bob",
    "a.b_c, a-b-c",
    "xn--dragon, xn-dragon",
    "7, 7"
  })
  void aNameIsSpelledWithPlainLettersDigitsAndInnerDashes(String username, String subdomain) {
    assertThat(Subdomain.of(username)).hasToString(subdomain);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {" ", "---", "...", "Мастер", "龍", "🐉", "_"})
  void aNameOfWhichNothingIsLeftIsRefused(String username) {
    assertRefused(() -> Subdomain.of(username));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "www",
        "API",
        "Admin",
        "mail",
        "console",
        "status",
        "ns1",
        "ＷＷＷ",
        "-api-",
        "localhost",
        "autodiscover",
        "wpad",
        "Isatap",
        "POP3",
        "ns3",
        "mx-12",
        "sso",
        "Foundry VTT",
        "foundryvtt",
        "Ko-fi",
        "ko fi",
        "PayPal"
      })
  void aNameThatThePlatformKeepsForItselfIsRefused(String username) {
    assertThatThrownBy(() -> Subdomain.of(username))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("keeps for itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wpad 2", "mailbox", "nsfw3", "pop-culture", "7", "wiki", "the-inn"})
  void aNameThatOnlyResemblesOneIsFree(String username) {
    assertThat(Subdomain.of(username).value()).isNotEmpty();
  }

  @Test
  void aNameThatIsKeptNowStaysItsUsers() {
    assertThat(new Subdomain("wpad")).hasToString("wpad");
  }

  @Test
  void aNameInAnotherScriptIsToldWhatIsMissing() {
    assertThatThrownBy(() -> Subdomain.of("Дмитрий"))
        .hasMessage(
            "username must hold a letter from a to z or a digit, since it becomes the server's"
                + " address");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"-a", "a-", "A", "a.b", "a_b", "a\n", "ä"})
  void onlyALabelIsASubdomain(String label) {
    assertRefused(() -> new Subdomain(label));
  }

  @Test
  void aLongNameIsCutWithoutADashAtItsEnd() {
    assertThat(Subdomain.of("a".repeat(64)).value()).isEqualTo("a".repeat(40));
    assertThat(Subdomain.of("a".repeat(39) + " bcd").value()).isEqualTo("a".repeat(39));
    assertRefused(() -> new Subdomain("a".repeat(41)));
  }

  @Test
  void aNameOfTheLongestKindIsStillOneLabel() {
    assertThat(Subdomain.of("ß".repeat(64)).value()).hasSize(40);
  }

  @Test
  void theAlternativesCountOnFromTwo() {
    assertThat(new Subdomain("dragon").alternatives().limit(3))
        .extracting(Subdomain::value)
        .containsExactly("dragon-2", "dragon-3", "dragon-4");
  }

  @Test
  void alternativesOfALongNameAreAsLongAtMost() {
    assertThat(new Subdomain("a".repeat(37) + "-bc").alternatives().limit(120))
        .allSatisfy(each -> assertThat(each.value()).hasSizeLessThanOrEqualTo(40))
        .doesNotHaveDuplicates()
        .extracting(Subdomain::value)
        .startsWith("a".repeat(37) + "-2");
  }

  @Test
  void theHostNameIsTheLabelUnderTheDomain() {
    assertThat(new Subdomain("alice").hostIn("play.example.org"))
        .isEqualTo("alice.play.example.org");
  }

  @Property(tries = 1000)
  void anyTextGivesALabelOrIsRefused(@ForAll String username) {
    try {
      Subdomain made = Subdomain.of(username);
      assertThat(made.value()).matches("[a-z0-9](-?[a-z0-9])*").hasSizeBetween(1, 40);
      assertThat(Subdomain.of(made.value())).isEqualTo(made);
    } catch (PlatformException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
    }
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
              assertThat(e.field()).contains("username");
            });
  }
}
