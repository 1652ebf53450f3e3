package dev.foundryhosting.usage.port;

import java.util.Optional;

/** Port: what only Ko-fi and we know. */
@FunctionalInterface
public interface KofiSecret {
  /**
   * The verification token; empty when none is configured.
   *
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when that cannot
   *     be told
   */
  Optional<String> verificationToken();
}
