package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.functions.discord.store.BotStore;
import dev.foundryhosting.usage.UsageMonth;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
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

  private final Management management;
  private final BotStore store;
  private final Clock clock;

  MemberRoles(Management management, BotStore store, Clock clock) {
    this.management = management;
    this.store = store;
    this.clock = clock;
  }

  /** Never fails: the member's request does not depend on it, and the next one reports again. */
  void report(InteractionTask task) {
    Set<String> roles = new TreeSet<>(task.interaction().person().roles());
    if (roles.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    UsageMonth month = UsageMonth.of(now);
    String key = "roles#%s#%s#%s".formatted(task.user(), month, fingerprint(roles));
    try {
      if (store.claim(key, task.requestId(), now, now.plus(LEASE), month.end())) {
        var unused =
            management.perform(
                ManagementRequest.byAdministrator("credit-supporter", task.user(), task.user())
                    .with("roles", roles));
        store.done(key);
      }
    } catch (PlatformException e) {
      LOG.warn("Could not report a member's roles; the next request reports them", e);
    }
  }

  private static UUID fingerprint(Set<String> roles) {
    return UUID.nameUUIDFromBytes(String.join(",", roles).getBytes(StandardCharsets.UTF_8));
  }
}
