package dev.foundryhosting.instance.port;

import dev.foundryhosting.instance.Route;
import dev.foundryhosting.platform.UserId;

/** Port: the way from players to a server (target group and listener rule of the load balancer). */
public interface Routes {
  /** The path under which nobody plays: a rule on it makes the load balancer begin its checks. */
  String READY_PATH = "/.foundry-hosting/ready/*";

  /**
   * Makes sure that the user's target group stands (HTTP, port 30000, targets by address, healthy
   * when {@code /api/status} answers 200) and that a listener rule leads to it: for the host and
   * {@link #READY_PATH} if it is new, as it is if it exists.
   *
   * @param host the full host name
   */
  Route openForChecks(UserId user, String host);

  /** Tells the load balancer the server's address. */
  void register(Route route, String privateIp);

  /** What the load balancer thinks of the server. */
  Health health(Route route, String privateIp);

  /** Lets players through: the rule is for the host alone from now on. */
  void openForPlayers(Route route, String host);

  /** Removes rule and target group of a user; does nothing where there are none. */
  void remove(UserId user);

  /**
   * The load balancer's opinion.
   *
   * @param healthy whether its checks succeed
   * @param unhealthy whether its checks fail; neither while it does not check, or not yet
   * @param description what it says otherwise, for people
   */
  record Health(boolean healthy, boolean unhealthy, String description) {}
}
