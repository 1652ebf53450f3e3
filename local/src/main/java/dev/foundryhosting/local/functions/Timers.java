package dev.foundryhosting.local.functions;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** The rules by which EventBridge invokes functions again and again. */
@Singleton
public class Timers {
  /** Every minute on AWS: brings the sessions that are due to where they ought to be. */
  public static final String SESSION_PREP = "session-prep";

  /** Every 5 minutes on AWS: looks at the servers that are due. */
  public static final String SWEEP = "auto-shutdown";

  private final FunctionHost functions;
  private final EventDelivery delivery;
  private final Clock clock;

  Timers(FunctionHost functions, EventDelivery delivery, Clock clock) {
    this.functions = functions;
    this.delivery = delivery;
    this.clock = clock;
  }

  /** Invokes a function as its rule does, and waits for it. */
  public void tick(String function) {
    FunctionHost.Answer unused = functions.invoke(function, event(function));
  }

  /** Invokes them all and waits for none: the time at which each is due may have come. */
  public void all() {
    for (String function : List.of(SESSION_PREP, SWEEP)) {
      delivery.deliver(function, event(function));
    }
  }

  private byte[] event(String function) {
    return ScheduledEvents.event(function, clock.instant());
  }
}
