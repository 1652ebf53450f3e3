package dev.foundryhosting.shutdown;

import dev.foundryhosting.instance.Subdomain;
import java.util.OptionalInt;

/** Port: asks a running server how many players there are. */
public interface PlayerCounts {
  /**
   * How many users the server's world has connected.
   *
   * @return 0 also for a server without an active world; empty when the answer cannot be read,
   *     whatever is wrong with it. Never throws
   */
  OptionalInt read(Subdomain subdomain);
}
