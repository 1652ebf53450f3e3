/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.platform.Labelled;
import java.util.List;
import java.util.Optional;

/** Whether everything answers that the platform depends on. */
public record HealthAnswer(Label<Status> status, List<Check> checks) {
  /** Of all checks together. */
  public enum Status implements Labelled {
    OK,
    /** A check failed. */
    DEGRADED
  }

  /** A service; a sentence where it does not answer; how long the check took in milliseconds. */
  public record Check(String name, boolean ok, Optional<String> error, long ms) {}
}
