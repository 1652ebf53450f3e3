package dev.foundryhosting.aws;

import dev.foundryhosting.instance.HealthProbe;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import org.jboss.logging.Logger;

/**
 * What a function does once before its first request. On the JVM the first use of a client or of
 * JSON costs more than the request itself; here Lambda gives it a full CPU, and SnapStart keeps it.
 */
class FunctionStart {
  private static final Logger LOG = Logger.getLogger(FunctionStart.class);

  /**
   * @throws IllegalStateException when the environment is not as it must be: the function must not
   *     run at all then
   */
  void check(@Observes @Priority(1) StartupEvent event, Environment environment) {
    // Also what this function does not read itself: a typing error is found at once, not with the
    // next version.
    for (Variable variable : Variable.values()) {
      var unused = environment.find(variable);
    }
  }

  void warm(
      @Observes @Priority(Integer.MAX_VALUE) StartupEvent event,
      @Named("dynamodb") HealthProbe dynamo) {
    Json.warm();
    try {
      dynamo.check();
    } catch (RuntimeException e) {
      LOG.warn("The first read failed; the function starts all the same", e);
    }
  }
}
