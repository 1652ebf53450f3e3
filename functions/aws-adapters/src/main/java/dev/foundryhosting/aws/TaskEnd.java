/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What ECS says of the end of a task ("Viewing stopped task errors" in the ECS developer guide).
 *
 * @param stopCode such as {@code TaskFailedToStart}
 * @param stoppedReason ECS's words; with the code {@code UserInitiated} those of the caller who
 *     stopped it
 * @param containerReason what ECS says of the container that failed
 * @param exitCode of the container that does the task's work
 * @param prepareExitCode of the container that prepares the files for it
 */
public record TaskEnd(
    Optional<String> stopCode,
    Optional<String> stoppedReason,
    Optional<String> containerReason,
    OptionalInt exitCode,
    OptionalInt prepareExitCode) {

  /** What an item of an earlier version keeps of it: both reasons are one. */
  public static TaskEnd recorded(
      Optional<String> stopCode, Optional<String> stoppedReason, OptionalInt exitCode) {
    return new TaskEnd(stopCode, stoppedReason, Optional.empty(), exitCode, OptionalInt.empty());
  }

  String code() {
    return stopCode.orElse("");
  }

  /** Both reasons, where the second says more than the first. */
  Optional<String> reason() {
    String known = stoppedReason.orElse("");
    Stream<String> further = containerReason.filter(more -> !known.contains(more)).stream();
    String both = Stream.concat(stoppedReason.stream(), further).collect(Collectors.joining(": "));
    return Optional.of(both).filter(text -> !text.isEmpty());
  }
}
