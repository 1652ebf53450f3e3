package dev.foundryhosting.functions.kofiwebhook;

import dev.foundryhosting.usage.PublishDonations;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Tells what was booked, for as long as Ko-fi can be kept waiting. What could not be told lies in
 * the ledger, and whoever books or claims next tells it.
 */
final class DonationEvents {
  private static final Logger LOG = Logger.getLogger(DonationEvents.class);
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private final PublishDonations tell;

  DonationEvents(PublishDonations tell) {
    this.tell = tell;
  }

  void make() {
    Thread telling = Thread.ofVirtual().start(this::tell);
    try {
      if (!telling.join(LONGEST)) {
        LOG.warn("A donation is not told yet; it is told later.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    try {
      tell.publish();
    } catch (RuntimeException e) {
      LOG.warn("A donation could not be told; it is told later.", e);
    }
  }
}
