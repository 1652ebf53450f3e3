package dev.foundryhosting.instance;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.StandingWays;

class InMemoryStandingWaysTest extends StandingWaysContract {
  private final InMemoryRoutes routes = new InMemoryRoutes();

  @Override
  protected Routes routes() {
    return routes;
  }

  @Override
  protected StandingWays ways() {
    return routes;
  }

  @Override
  protected void loseRule(UserId user, Route route) {
    routes.loseRule(user);
  }
}
