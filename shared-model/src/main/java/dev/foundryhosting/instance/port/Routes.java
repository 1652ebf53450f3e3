/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.platform.UserId;

/** Port: the route of players to a server (target group and listener rule of a load balancer). */
public interface Routes {
  /** No player uses this path: a rule on it makes the load balancer begin its checks. */
  String READY_PATH = "/.foundry-hosting/ready/*";

  /**
   * Makes sure that the user's target group stands (HTTP, port {@link
   * dev.foundryhosting.platform.ServerSettings#PORT}, targets by address, healthy when {@code
   * /api/status} answers 200) and that a listener rule leads to it: for the host and {@link
   * #READY_PATH} if it is new, as it is if it exists.
   *
   * @param host the full host name
   */
  Opened openForChecks(UserId user, String host);

  /** Registers the server's address as a target. */
  void register(Route route, String privateIp);

  Health health(Route route, String privateIp);

  /** Opens the route for players: the rule is for the host alone from now on. */
  void openForPlayers(Route route, String host);

  /** Removes rule and target group of a user; does nothing where there are none. */
  void remove(UserId user);

  /** How {@link #openForChecks} went. */
  sealed interface Opened {
    record Done(Route route) implements Opened {}

    /**
     * The load balancer takes no more routes: one can be opened when another was removed.
     *
     * @param quota that is reached, as AWS names it
     */
    record Full(String quota) implements Opened {
      public PlatformException failure() {
        return PlatformException.dependency(
            "Could not open the route to the server: the load balancer is full (%s)."
                .formatted(quota),
            true);
      }
    }

    /**
     * @throws PlatformException {@code DEPENDENCY_FAILED} where the load balancer is full
     */
    default Route orThrow() {
      return switch (this) {
        case Done(Route route) -> route;
        case Full full -> throw full.failure();
      };
    }
  }

  /**
   * What the load balancer's checks say; neither healthy nor unhealthy while it does not check.
   *
   * @param description for people
   */
  record Health(boolean healthy, boolean unhealthy, String description) {}
}
