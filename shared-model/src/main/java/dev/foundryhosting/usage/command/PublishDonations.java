/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.command;

import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.port.DonationLedger;
import java.util.List;

/**
 * Publishes the events of booked donations, also those that an earlier process left unpublished. An
 * event that is published twice has the same id.
 */
public final class PublishDonations {
  /** What one call to EventBridge takes. */
  private static final int AT_ONCE = 10;

  private final DonationLedger ledger;
  private final Notifications notifications;

  public PublishDonations(DonationLedger ledger, Notifications notifications) {
    this.ledger = ledger;
    this.notifications = notifications;
  }

  /**
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED}; a later call
   *     publishes them
   */
  public void publish() {
    List<BookedDonation> unpublished = ledger.unpublished(AT_ONCE);
    if (!unpublished.isEmpty()) {
      notifications.publish(unpublished.stream().map(BookedDonation::event).toList());
      unpublished.forEach(each -> ledger.markPublished(each.donation()));
    }
  }
}
