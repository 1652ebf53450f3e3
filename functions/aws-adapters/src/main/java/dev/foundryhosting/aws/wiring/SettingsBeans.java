package dev.foundryhosting.aws.wiring;

import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.RoutingSettings;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.Variable;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * What a function's environment says, as beans. They are made when the function starts and never at
 * build time; whoever produces another {@link Environment} changes them all.
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
  @DefaultBean
  @Singleton
  RequestLog requestLog(Clock clock) {
    return new RequestLog(System.out::println, clock);
  }
}
