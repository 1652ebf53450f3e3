/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.platform.ServerSize;
import java.util.Optional;

/**
 * The size that the user chose, and whether that was too small.
 *
 * @param size of the next start
 * @param exhausted the size whose memory a run used up; empty once a larger size is chosen or a
 *     later run ends well
 */
public record Sizing(ServerSize size, Optional<ServerSize> exhausted) {
  /** Of a new instance. */
  public static Sizing usual() {
    return new Sizing(ServerSize.SMALL, Optional.empty());
  }

  public Sizing choose(ServerSize chosen) {
    return new Sizing(chosen, exhausted.filter(used -> chosen.compareTo(used) <= 0));
  }

  /** After a run of this size used up its memory, which says nothing of a larger one. */
  public Sizing exhaust(ServerSize ran) {
    return new Sizing(size, Optional.of(ran).filter(used -> size.compareTo(used) <= 0));
  }

  /**
   * After a run that is over.
   *
   * @param why empty when its user asked for its end
   */
  Sizing after(Run ended, Optional<StopCause> why) {
    boolean well = ended.readyAt().isPresent() && why.filter(StopCause::failure).isEmpty();
    return well ? new Sizing(size, Optional.empty()) : this;
  }

  /** The size to choose next, where the chosen one does not have enough memory. */
  public Optional<ServerSize> proposed() {
    return exhausted.flatMap(used -> size.next());
  }

  /**
   * Why a run of this size ended that used up its memory, and what its user can do.
   *
   * @param ran as the run is, whatever was chosen meanwhile
   */
  public StopCause outOfMemory(ServerSize ran) {
    return new StopCause(
        StopCauseKind.OUT_OF_MEMORY,
        "The server ran out of memory: size %s has %d GB. %s"
            .formatted(ran.label(), ran.memoryGb(), advice()));
  }

  private String advice() {
    if (exhausted.isEmpty()) {
      return "The next start has size %s with %d GB.".formatted(size.label(), size.memoryGb());
    }
    return proposed()
        .map(
            larger ->
                "Size %s has %d GB: choose it, and the next start has it."
                    .formatted(larger.label(), larger.memoryGb()))
        .orElse("There is none larger: it needs fewer modules or smaller scenes.");
  }
}
