/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.kofiwebhook;

import dev.foundryhosting.usage.command.PublishDonations;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Publishes booked donations for as long as Ko-fi can wait. The rest stays in the ledger's outbox
 * until the next booking or claim.
 */
final class DonationEvents {
  private static final Logger LOG = Logger.getLogger(DonationEvents.class);
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private final PublishDonations donations;

  DonationEvents(PublishDonations donations) {
    this.donations = donations;
  }

  void publish() {
    Thread publishing = Thread.ofVirtual().start(this::tryToPublish);
    try {
      if (!publishing.join(LONGEST)) {
        LOG.warn("A donation is not published yet; the next booking publishes it.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryToPublish() {
    try {
      donations.publish();
    } catch (RuntimeException e) {
      LOG.warn("A donation could not be published; the next booking publishes it.", e);
    }
  }
}
