/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.CostRequest;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.store.BotStore;
import dev.foundryhosting.usage.UsageMonth;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Reports to the platform which roles a member holds, since some of them earn a credit each month.
 * Only the signed payload says so. The same roles are reported once a month; the platform books
 * each credit once, however often it is reported.
 */
final class MemberRoles {
  private static final Logger LOG = Logger.getLogger(MemberRoles.class);

  /** An invocation that has not reported by its end has died. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private final BotStore store;
  private final Clock clock;

  MemberRoles(BotStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Never fails: the member's request does not depend on it, and the next one reports again. */
  void report(InteractionTask task) {
    List<String> roles = task.interaction().roles().stream().sorted().toList();
    if (roles.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    UsageMonth month = UsageMonth.of(now);
    UUID fingerprint = UUID.nameUUIDFromBytes(String.join(",", roles).getBytes(UTF_8));
    String key = "roles#%s#%s#%s".formatted(task.user(), month, fingerprint);
    try {
      if (store.claim(key, task.requestId(), now, now.plus(LEASE), month.end())) {
        task.administer(Action.CREDIT_SUPPORTER, new CostRequest.CreditSupporter(roles));
        store.done(key);
      }
    } catch (PlatformException e) {
      LOG.warn("Could not report a member's roles; the member's next request does", e);
    }
  }
}
