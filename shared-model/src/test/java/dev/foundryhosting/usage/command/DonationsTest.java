/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.command;

import static dev.foundryhosting.usage.UsageSamples.ANNA;
import static dev.foundryhosting.usage.UsageSamples.BEN;
import static dev.foundryhosting.usage.UsageSamples.NOVEMBER;
import static dev.foundryhosting.usage.UsageSamples.NOW;
import static dev.foundryhosting.usage.UsageSamples.USD;
import static dev.foundryhosting.usage.UsageSamples.donation;
import static dev.foundryhosting.usage.UsageSamples.money;
import static dev.foundryhosting.usage.UsageSamples.privateDonation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.DomainEvent.DonationBooked;
import dev.foundryhosting.event.InMemoryNotifications;
import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.port.DonationLedger;
import dev.foundryhosting.usage.port.InMemoryLedger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From Ko-fi's message to its user and its event. */
class DonationsTest {
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final InMemoryNotifications notifications = new InMemoryNotifications();
  private final BookDonation book = new BookDonation(ledger);
  private final ClaimDonation claim = new ClaimDonation(ledger);
  private final PublishDonations publish = new PublishDonations(ledger, notifications);

  /** The user of a donation: the named one, else the one who claimed the payer's last. */
  record Row(boolean named, boolean payerKnown, boolean payerTold, Optional<String> forWhom) {}

  static Stream<Row> rows() {
    return Stream.of(
        new Row(false, false, false, Optional.empty()),
        new Row(false, false, true, Optional.empty()),
        new Row(false, true, false, Optional.empty()),
        new Row(false, true, true, Optional.of("the one remembered")),
        new Row(true, false, false, Optional.of("the one named")),
        new Row(true, false, true, Optional.of("the one named")),
        new Row(true, true, false, Optional.of("the one named")),
        new Row(true, true, true, Optional.of("the one named")));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aDonationIsForTheNamedOrElseTheRememberedUser(Row row) {
    if (row.payerKnown()) {
      book.book(donation("earlier", money("1", USD)), Optional.empty());
      assertThat(claim.claim(BEN, "tx-earlier").user()).contains(BEN);
    }
    Donation donation =
        row.payerTold() ? donation("m", money("3", USD)) : privateDonation("m", money("3", USD));

    BookedDonation booked = book.book(donation, row.named() ? Optional.of(ANNA) : Optional.empty());

    assertThat(booked.user())
        .isEqualTo(row.forWhom().map(who -> who.equals("the one named") ? ANNA : BEN));
  }

  @Test
  void aClaimIsRememberedForThePayersNextDonation() {
    book.book(donation("m-1", money("3", USD)), Optional.empty());
    assertThat(claim.claim(ANNA, "tx-m-1").user()).contains(ANNA);

    assertThat(book.book(donation("m-2", money("4", USD)), Optional.empty()).user()).contains(ANNA);
    assertThat(ledger.month(ANNA, NOVEMBER).total().donations().in(USD)).isEqualTo(money("7", USD));
  }

  @Test
  void onlyTheClaimantMayRepeatTheClaim() {
    book.book(donation("m-1", money("3", USD)), Optional.empty());
    BookedDonation first = claim.claim(ANNA, "tx-m-1");

    assertThat(claim.claim(ANNA, "tx-m-1")).isEqualTo(first);
    assertRefused(ErrorCode.INVALID_STATE, () -> claim.claim(BEN, "tx-m-1"));
    assertThat(ledger.month(ANNA, NOVEMBER).entries()).hasSize(1);
  }

  @Test
  void anUnknownTransactionCannotBeClaimed() {
    for (String id : List.of("tx-m-1", "../x", "", "a#b", "x".repeat(129))) {
      assertRefused(ErrorCode.VALIDATION_ERROR, () -> claim.claim(ANNA, id));
    }
  }

  @Test
  void aClaimWhoseAnswerWasLostCanBeRepeated() {
    book.book(donation("m-1", money("3", USD)), Optional.empty());
    ClaimDonation dying =
        new ClaimDonation(dying("after", "DonationLedger.claim").on(DonationLedger.class, ledger));
    assertThatThrownBy(() -> dying.claim(ANNA, "tx-m-1")).isInstanceOf(Died.class);

    assertThat(claim.claim(ANNA, "tx-m-1").user()).contains(ANNA);
    assertThat(ledger.month(ANNA, NOVEMBER).entries()).hasSize(1);
  }

  @Test
  void eachMessageOfATransactionIsClaimedByItself() {
    book.book(donation("m-1", money("3", USD)), Optional.empty());
    book.book(
        new Donation(
            "m-2",
            "tx-m-1",
            NOW.plusSeconds(1),
            "Donation",
            money("4", USD),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.empty());

    assertThat(claim.claim(ANNA, "tx-m-1").donation().messageId()).isEqualTo("m-1");
    assertThat(claim.claim(BEN, "tx-m-1").donation().messageId()).isEqualTo("m-2");
  }

  @Test
  void aDonationsEventHoldsOnlyPublicFields() {
    book.book(donation("m-1", money("3", USD)), Optional.of(ANNA));
    book.book(privateDonation("m-2", money("4", USD)), Optional.empty());
    publish.publish();

    assertThat(notifications.published())
        .containsExactly(
            DomainEvent.of(
                "donation-m-1",
                NOW,
                ANNA,
                new DonationBooked("tx-m-1", "3.00", "USD", Optional.of("Zoë 🎲 \u202eevil"))),
            new DomainEvent(
                "donation-m-2",
                NOW,
                Optional.empty(),
                new DonationBooked("tx-m-2", "4.00", "USD", Optional.empty())));
    publish.publish();
    assertThat(notifications.published()).hasSize(2);
  }

  @Test
  void anUnpublishedDonationIsPublishedLater() {
    book.book(donation("m-1", money("3", USD)), Optional.empty());
    notifications.breakDown(true);
    assertRefused(ErrorCode.DEPENDENCY_FAILED, publish::publish);

    notifications.breakDown(false);
    book.book(donation("m-1", money("3", USD)), Optional.empty());
    publish.publish();

    assertThat(notifications.published()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void aRetryAfterACrashBooksOnceAndPublishesAtLeastOnce(String moment, String call) {
    PortCalls calls = dying(moment, call);
    DonationLedger dyingLedger = calls.on(DonationLedger.class, ledger);
    Donation donation = donation("m-1", money("3", USD));

    assertThatThrownBy(
            () -> {
              new BookDonation(dyingLedger).book(donation, Optional.of(ANNA));
              new PublishDonations(dyingLedger, calls.on(Notifications.class, notifications))
                  .publish();
            })
        .isInstanceOf(Died.class);
    book.book(donation, Optional.of(ANNA));
    publish.publish();

    assertThat(ledger.month(ANNA, NOVEMBER).total().donations().in(USD)).isEqualTo(money("3", USD));
    assertThat(notifications.published()).isNotEmpty();
    assertThat(notifications.published())
        .extracting(DomainEvent::eventId)
        .containsOnly("donation-m-1");
    assertThat(ledger.unpublished(10)).isEmpty();
  }

  static Stream<Arguments> deaths() {
    return Stream.of(
            "DonationLedger.book",
            "DonationLedger.unpublished",
            "Notifications.publish",
            "DonationLedger.markPublished")
        .flatMap(call -> Stream.of("before", "after").map(moment -> Arguments.of(moment, call)));
  }

  private static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static PortCalls dying(String moment, String call) {
    return new PortCalls() {
      @Override
      public void before(String each) {
        die("before", each);
      }

      @Override
      public void after(String each) {
        die("after", each);
      }

      private void die(String now, String each) {
        if (now.equals(moment) && each.equals(call)) {
          throw new Died();
        }
      }
    };
  }

  private static void assertRefused(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
