/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.port;

import static dev.foundryhosting.usage.UsageSamples.ANNA;
import static dev.foundryhosting.usage.UsageSamples.BEN;
import static dev.foundryhosting.usage.UsageSamples.EUR;
import static dev.foundryhosting.usage.UsageSamples.JPY;
import static dev.foundryhosting.usage.UsageSamples.NOVEMBER;
import static dev.foundryhosting.usage.UsageSamples.PAYER;
import static dev.foundryhosting.usage.UsageSamples.USD;
import static dev.foundryhosting.usage.UsageSamples.donation;
import static dev.foundryhosting.usage.UsageSamples.money;
import static dev.foundryhosting.usage.UsageSamples.privateDonation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.reconcile.Concurrently;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.Amounts;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.Money;
import dev.foundryhosting.usage.PayerHash;
import dev.foundryhosting.usage.UsageSamples;
import dev.foundryhosting.usage.UserMonth;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger of donations must do. */
public abstract class DonationLedgerContract {
  private final Donation threeDollars = donation("m-1", money("3.00", USD));

  /** The ledger under test, in which nothing is booked. */
  protected abstract DonationLedger donations();

  /** The same store, by its other port. */
  protected abstract UsageLedger ledger();

  @Test
  void aDonationForAUserIsInThatUsersMonth() {
    BookedDonation booked = donations().book(threeDollars, Optional.of(ANNA));

    assertThat(booked).isEqualTo(new BookedDonation(threeDollars, Optional.of(ANNA)));
    UserMonth month = ledger().month(ANNA, NOVEMBER);
    assertThat(month.entries()).containsExactly(threeDollars);
    assertThat(month.total().donations().in(USD)).isEqualTo(money("3.00", USD));
    assertThat(donations().ofTransaction("tx-m-1")).containsExactly(booked);
  }

  @Test
  void privateFieldsStayAbsent() {
    Donation hidden = privateDonation("m-2", money("500", JPY));

    donations().book(hidden, Optional.of(ANNA));

    assertThat(ledger().month(ANNA, NOVEMBER).entries()).containsExactly(hidden);
    assertThat(donations().ofTransaction("tx-m-2"))
        .containsExactly(new BookedDonation(hidden, Optional.of(ANNA)));
  }

  @Test
  void aDonationWithoutAUserIsUnclaimed() {
    donations().book(threeDollars, Optional.empty());

    assertThat(donations().ofTransaction("tx-m-1"))
        .containsExactly(new BookedDonation(threeDollars, Optional.empty()));
    assertThat(ledger().totals(NOVEMBER))
        .singleElement()
        .satisfies(
            total -> {
              assertThat(total.user()).isEmpty();
              assertThat(total.donations().in(USD)).isEqualTo(money("3.00", USD));
            });
  }

  @Test
  void aMessageIsBookedOnceAlsoWithOtherContent() {
    BookedDonation first = donations().book(threeDollars, Optional.of(ANNA));

    assertThat(donations().book(threeDollars, Optional.of(ANNA))).isEqualTo(first);
    assertThat(donations().book(threeDollars, Optional.of(BEN))).isEqualTo(first);
    assertThat(donations().book(inDecember(threeDollars), Optional.empty())).isEqualTo(first);

    assertThat(ledger().month(ANNA, NOVEMBER).total().donations().in(USD))
        .isEqualTo(money("3.00", USD));
    assertThat(ledger().totals(NOVEMBER)).hasSize(1);
    assertThat(ledger().totals(UsageSamples.DECEMBER)).isEmpty();
    assertThat(donations().payer(PAYER)).isEmpty();
  }

  @Test
  void aClaimedMessageIsNotBookedAgain() {
    donations().book(threeDollars, Optional.empty());
    assertThat(donations().claim(threeDollars, ANNA)).isTrue();

    BookedDonation again = donations().book(threeDollars, Optional.empty());

    assertThat(again.user()).contains(ANNA);
    assertThat(unclaimed()).isEqualTo(money("0", USD));
    assertThat(ofAnna()).isEqualTo(money("3.00", USD));
  }

  @Test
  void aHundredConcurrentRetriesAreOneBooking() {
    List<BookedDonation> booked =
        Concurrently.run(100, i -> donations().book(threeDollars, Optional.of(ANNA)));

    assertThat(booked).containsOnly(new BookedDonation(threeDollars, Optional.of(ANNA)));
    assertThat(ofAnna()).isEqualTo(money("3.00", USD));
    assertThat(ledger().month(ANNA, NOVEMBER).entries()).hasSize(1);
    assertThat(donations().unpublished(10)).hasSize(1);
  }

  @Test
  void eachCurrencyHasItsOwnSum() {
    donations().book(threeDollars, Optional.of(ANNA));
    donations().book(donation("m-2", money("25.00", EUR)), Optional.of(ANNA));
    donations().book(donation("m-3", money("500", JPY)), Optional.of(ANNA));
    donations().book(donation("m-4", money("0.50", EUR)), Optional.of(ANNA));

    Amounts sums = ledger().month(ANNA, NOVEMBER).total().donations();
    assertThat(sums.in(USD)).isEqualTo(money("3.00", USD));
    assertThat(sums.otherThan(USD)).containsExactly(money("25.50", EUR), money("500", JPY));
  }

  @Test
  void aClaimMovesTheDonationAndRemembersThePayer() {
    donations().book(threeDollars, Optional.empty());
    donations().book(donation("m-2", money("4.00", USD)), Optional.empty());

    assertThat(donations().claim(threeDollars, ANNA)).isTrue();

    assertThat(unclaimed()).isEqualTo(money("4.00", USD));
    assertThat(ofAnna()).isEqualTo(money("3.00", USD));
    assertThat(ledger().month(ANNA, NOVEMBER).entries()).containsExactly(threeDollars);
    assertThat(donations().ofTransaction("tx-m-1"))
        .containsExactly(new BookedDonation(threeDollars, Optional.of(ANNA)));
    assertThat(donations().payer(PAYER)).contains(ANNA);
  }

  @Test
  void aDonationIsClaimedOnce() {
    donations().book(threeDollars, Optional.empty());
    donations().book(donation("m-2", money("4.00", USD)), Optional.of(BEN));
    assertThat(donations().claim(threeDollars, ANNA)).isTrue();

    assertThat(donations().claim(threeDollars, ANNA)).isFalse();
    assertThat(donations().claim(threeDollars, BEN)).isFalse();
    assertThat(donations().claim(donation("m-2", money("4.00", USD)), ANNA)).isFalse();
    assertThat(donations().claim(donation("m-9", money("4.00", USD)), ANNA)).isFalse();

    assertThat(ofAnna()).isEqualTo(money("3.00", USD));
    assertThat(donations().payer(PAYER)).contains(ANNA);
  }

  @Test
  void oneOfManyConcurrentClaimsSucceeds() {
    donations().book(threeDollars, Optional.empty());

    List<Boolean> won =
        Concurrently.run(16, i -> donations().claim(threeDollars, new UserId("user-" + i)));

    assertThat(won).containsOnlyOnce(true);
    assertThat(unclaimed()).isEqualTo(money("0", USD));
    assertThat(ledger().totals(NOVEMBER))
        .filteredOn(total -> total.user().isPresent())
        .singleElement()
        .satisfies(
            total -> assertThat(total.user()).contains(new UserId("user-" + won.indexOf(true))));
  }

  @Test
  void theLastClaimRemembersThePayer() {
    donations().book(donation("m-1", money("1.00", USD)), Optional.of(ANNA));
    assertThat(donations().payer(PAYER)).isEmpty();

    donations().book(donation("m-2", money("1.00", USD)), Optional.empty());
    donations().book(donation("m-3", money("1.00", USD)), Optional.empty());
    assertThat(donations().claim(donation("m-2", money("1.00", USD)), ANNA)).isTrue();
    assertThat(donations().payer(PAYER)).contains(ANNA);
    assertThat(donations().claim(donation("m-3", money("1.00", USD)), BEN)).isTrue();
    assertThat(donations().payer(PAYER)).contains(BEN);
    assertThat(donations().payer(new PayerHash("0".repeat(64)))).isEmpty();
  }

  @Test
  void aTransactionHasSeveralMessages() {
    Donation other =
        new Donation(
            "m-2",
            threeDollars.transactionId(),
            threeDollars.at(),
            "Commission",
            money("7.00", USD),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    donations().book(threeDollars, Optional.empty());
    donations().book(other, Optional.empty());

    assertThat(donations().ofTransaction("tx-m-1"))
        .extracting(each -> each.donation().messageId())
        .containsExactlyInAnyOrder("m-1", "m-2");
    assertThat(donations().ofTransaction("tx-m-2")).isEmpty();
  }

  @Test
  void aBookedDonationIsUnpublishedUntilItIsMarked() {
    BookedDonation one = donations().book(threeDollars, Optional.empty());
    BookedDonation two = donations().book(donation("m-2", money("1.00", USD)), Optional.of(ANNA));
    assertThat(donations().unpublished(10)).containsExactlyInAnyOrder(one, two);
    assertThat(donations().unpublished(1)).hasSize(1);

    donations().markPublished(threeDollars);
    donations().markPublished(threeDollars);
    assertThat(donations().unpublished(10)).containsExactly(two);

    donations().book(threeDollars, Optional.empty());
    assertThat(donations().unpublished(10)).containsExactly(two);
  }

  @Test
  void concurrentDonationsOfAMonthAllCount() {
    Concurrently.run(
        8, i -> donations().book(donation("m-" + i, money("1.00", USD)), Optional.empty()));

    assertThat(unclaimed()).isEqualTo(money("8.00", USD));
    assertThat(donations().unpublished(10))
        .extracting(each -> each.donation().messageId())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 8).mapToObj(i -> "m-" + i).toList());
  }

  private Money ofAnna() {
    return ledger().month(ANNA, NOVEMBER).total().donations().in(USD);
  }

  private Money unclaimed() {
    return ledger().totals(NOVEMBER).stream()
        .filter(total -> total.user().isEmpty())
        .findFirst()
        .orElseThrow()
        .donations()
        .in(USD);
  }

  private static Donation inDecember(Donation donation) {
    return new Donation(
        donation.messageId(),
        "another-transaction",
        Instant.parse("2026-12-01T00:00:00Z"),
        donation.kind(),
        money("99.00", USD),
        donation.from(),
        donation.message(),
        donation.payer());
  }
}
