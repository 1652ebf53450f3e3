package dev.foundryhosting.usage.command;

import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.port.DonationLedger;
import java.util.List;

/**
 * Publishes what was booked and not told yet, also what somebody booked who died before he told it.
 * Every event has the same id each time, since a death after publishing has it published again.
 */
public final class PublishDonations {
  /** More than come together, and few enough for one call. */
  private static final int AT_ONCE = 10;

  private final DonationLedger ledger;
  private final Notifications notifications;

  public PublishDonations(DonationLedger ledger, Notifications notifications) {
    this.ledger = ledger;
    this.notifications = notifications;
  }

  /**
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED}; what is untold
   *     stays so
   */
  public void publish() {
    List<BookedDonation> untold = ledger.unpublished(AT_ONCE);
    if (!untold.isEmpty()) {
      notifications.publish(untold.stream().map(BookedDonation::event).toList());
      untold.forEach(each -> ledger.markPublished(each.donation()));
    }
  }
}
