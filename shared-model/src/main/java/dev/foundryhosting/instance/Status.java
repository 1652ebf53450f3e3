package dev.foundryhosting.instance;

import dev.foundryhosting.platform.Labelled;

/** What others see of an instance: derived from what is desired and what was observed. */
public enum Status implements Labelled {
  CREATING,
  CREATED,
  STARTING,
  RUNNING,
  STOPPING,
  STOPPED,
  DESTROYING,
  FAILED;

  static Status of(Instance instance) {
    if (instance.desired() == Desired.DESTROYED) {
      return DESTROYING;
    }
    if (!instance.resources().complete()) {
      return CREATING;
    }
    if (instance.run().isPresent()) {
      return ofRun(instance.desired(), instance.run().get());
    }
    if (instance.restarts()) {
      return STARTING;
    }
    if (instance.stopCause().filter(StopCause::failure).isPresent()) {
      return FAILED;
    }
    return instance.everRun() ? STOPPED : CREATED;
  }

  private static Status ofRun(Desired desired, Run run) {
    if (desired == Desired.STOPPED) {
      return STOPPING;
    }
    return run.readyAt().isPresent() ? RUNNING : STARTING;
  }
}
