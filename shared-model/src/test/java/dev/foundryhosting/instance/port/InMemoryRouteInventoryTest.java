/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.instance.Route;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.orphan.RouteInventory;

class InMemoryRouteInventoryTest extends RouteInventoryContract {
  private final InMemoryRoutes routes = new InMemoryRoutes();

  @Override
  protected Routes routes() {
    return routes;
  }

  @Override
  protected RouteInventory inventory() {
    return routes;
  }

  @Override
  protected void loseRule(UserId user, Route route) {
    routes.loseRule(user);
  }
}
