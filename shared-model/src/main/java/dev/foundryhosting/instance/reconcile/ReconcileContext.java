/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Lease;
import dev.foundryhosting.instance.port.CallLimit;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.usage.command.BookRun;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What all passes share.
 *
 * @param actions the work of each step
 */
public record ReconcileContext(ReconcilerPorts ports, Map<Step, StepAction> actions, Clock clock) {
  public static ReconcileContext of(
      ReconcilerPorts ports, ResourceNames names, BookRun booking, Clock clock) {
    return of(ports, names, booking, CallLimit.none(), clock);
  }

  /**
   * @param limit of the calls of each step, which runs in a thread of its own
   */
  public static ReconcileContext of(
      ReconcilerPorts ports, ResourceNames names, BookRun booking, CallLimit limit, Clock clock) {
    Map<Step, StepAction> actions = new EnumMap<>(Step.class);
    new CreationSteps(ports, names).addTo(actions);
    FileSteps files = new FileSteps(ports, booking, clock);
    files.addTo(actions);
    new RunSteps(ports, names, booking, clock).addTo(actions);
    new TeardownSteps(ports, names, files, clock).addTo(actions);
    actions.put(Step.PUBLISH_EVENTS, (i, pass) -> publishEvents(ports, i));
    actions.replaceAll((step, action) -> limited(action, limit));
    return new ReconcileContext(ports, actions, clock);
  }

  private static StepAction limited(StepAction action, CallLimit limit) {
    return (instance, input) -> limit.within(input.deadline(), () -> action.take(instance, input));
  }

  /** A lease for a command that writes it together with its request. */
  public Lease newLease() {
    return LeasedRecord.newLease(ports.random(), clock);
  }

  private static StepResult publishEvents(ReconcilerPorts ports, Instance i) {
    List<DomainEvent> events = i.outbox();
    ports.notifications().publish(events);
    return StepResult.repeatable(
        now ->
            now.withOutbox(
                now.outbox().stream().filter(event -> !events.contains(event)).toList()));
  }
}
