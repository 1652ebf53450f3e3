/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.wiring;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.foundryhosting.instance.port.HealthProbe;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Named;
import org.jboss.logging.Logger;

/**
 * Checks a function's environment and warms the function up, before its first request. On the JVM
 * the first use of a client or of JSON costs more than a whole request; at the start Lambda gives a
 * full CPU, and SnapStart keeps the result.
 */
class FunctionStart {
  private static final Logger LOG = Logger.getLogger(FunctionStart.class);

  /** Without a stack trace: the sentence names the variable. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(IllegalStateException slip) {
      super(slip.getMessage(), null, false, false);
    }
  }

  void start(
      @Observes StartupEvent event,
      Instance<Environment> environment,
      @Any Instance<RequestStreamHandler> handlers,
      @Named("dynamodb") Instance<HealthProbe> dynamo) {
    try {
      check(environment.get());
      for (RequestStreamHandler handler : handlers) {
        // A client proxy makes its bean only on the first call.
        var unused = ClientProxy.unwrap(handler);
      }
      prime(dynamo.get());
    } catch (IllegalStateException e) {
      LOG.fatal(e.getMessage());
      throw new Refused(e);
    }
  }

  /** Checks all variables: a slip shows at once, even in one that this version does not read. */
  private static void check(Environment environment) {
    for (Variable variable : Variable.values()) {
      var unused = environment.find(variable);
    }
  }

  private static void prime(HealthProbe dynamo) {
    Json.warm();
    try {
      dynamo.check();
    } catch (RuntimeException e) {
      LOG.warn("The first read failed; the function starts all the same", e);
    }
  }
}
