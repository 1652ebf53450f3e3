/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Route;
import org.junit.jupiter.api.Test;

class InMemoryRoutesTest extends RoutesContract {
  private final InMemoryRoutes routes = new InMemoryRoutes();

  @Override
  protected Routes routes() {
    return routes;
  }

  @Override
  protected void letBecomeHealthy(Route route, String privateIp) {
    routes.becomesHealthy(privateIp);
  }

  @Override
  protected void letBecomeUnhealthy(Route route, String privateIp) {
    routes.becomesUnhealthy(privateIp, "unhealthy: Target.Timeout");
  }

  @Test
  void playersReachAServerOnlyOnceTheyAreLetThrough() {
    Route route = routes.openForChecks(USER, HOST).orThrow();
    routes.register(route, IP);
    assertThat(routes.playersReach(HOST)).isEmpty();

    routes.openForPlayers(route, HOST);
    assertThat(routes.playersReach(HOST)).containsExactly(IP);
  }

  @Test
  void aServerThatNoRuleLeadsToIsNotChecked() {
    Route route = routes.openForChecks(USER, HOST).orThrow();
    routes.register(route, IP);
    routes.becomesHealthy(IP);
    routes.loseRule(USER);

    assertThat(routes.health(route, IP).healthy()).isFalse();
  }
}
