package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.error.PlatformException;
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
 * Tells the platform which roles a member holds, since some of them earn a credit each month. The
 * signed payload says so, and nobody else does. Told once a month for the same roles: the platform
 * books each once, however often it is told.
 */
final class MemberRoles {
  private static final Logger LOG = Logger.getLogger(MemberRoles.class);

  /** Whoever has told it by then has, or died. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private final Management management;
  private final BotStore memory;
  private final Clock clock;

  MemberRoles(Management management, BotStore memory, Clock clock) {
    this.management = management;
    this.memory = memory;
    this.clock = clock;
  }

  /** Never fails: what a member asks for does not depend on it, and it is told the next time. */
  void tell(InteractionTask job) {
    Set<String> roles = new TreeSet<>(job.interaction().person().roles());
    if (roles.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    UsageMonth month = UsageMonth.of(now);
    String key = "roles#%s#%s#%s".formatted(job.user(), month, fingerprint(roles));
    try {
      if (memory.claim(key, job.requestId(), now, now.plus(LEASE), month.end())) {
        var unused =
            management.perform(
                ManagementRequest.byAdministrator("credit-supporter", job.user(), job.user())
                    .with("roles", roles));
        memory.done(key);
      }
    } catch (PlatformException e) {
      LOG.warn("A member's roles could not be told; they are told the next time.", e);
    }
  }

  private static UUID fingerprint(Set<String> roles) {
    return UUID.nameUUIDFromBytes(String.join(",", roles).getBytes(StandardCharsets.UTF_8));
  }
}
