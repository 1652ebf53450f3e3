/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.wiring;

import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.RoutingSettings;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.usage.Prices;
import dev.foundryhosting.usage.SpendingCaps;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * The settings in a function's environment. They are read when the function starts, never at build
 * time, and all from one {@link Environment}, which another producer may replace.
 */
class SettingsBeans {
  @Produces
  @DefaultBean
  @Singleton
  Environment environment() {
    return new Environment(System.getenv());
  }

  @Produces
  @Singleton
  Clock clock(Environment environment) {
    return environment.clock();
  }

  @Produces
  @Singleton
  ResourceNames names(Environment environment) {
    return new ResourceNames(environment.get(Variable.DOMAIN_NAME));
  }

  @Produces
  @Singleton
  ServerSettings servers(Environment environment) {
    return ServerSettings.from(environment);
  }

  @Produces
  @Singleton
  RoutingSettings routing(Environment environment) {
    return RoutingSettings.from(environment);
  }

  @Produces
  @Singleton
  Prices prices(Environment environment) {
    return Prices.from(environment);
  }

  @Produces
  @Singleton
  SpendingCaps caps(Environment environment, Prices prices) {
    return SpendingCaps.from(environment, prices);
  }
}
