/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.Labelled;
import java.util.Optional;

/**
 * A save point that is to be taken.
 *
 * @param id follows from what asks for it, so that a second request takes no second one
 * @param note what its user wrote to it, one line of up to 200 characters
 * @param foundryVersion the version whose files they are
 */
public record SavePointOrder(
    SavePointId id, Reason reason, Optional<String> note, String foundryVersion) {
  private static final int LONGEST_NOTE = 200;

  public SavePointOrder {
    requireLine(note);
  }

  /**
   * Checks what a user wrote to a save point.
   *
   * @throws PlatformException {@code VALIDATION_ERROR}
   */
  public static void requireLine(Optional<String> note) {
    if (note.filter(text -> !isLine(text)).isPresent()) {
      throw PlatformException.invalid(
          "note", "must be one line of 1 to %d characters".formatted(LONGEST_NOTE));
    }
  }

  /**
   * One that the platform takes by itself.
   *
   * @param of what asks for it, such as the id of a run; 1 to 56 letters, digits and dashes
   */
  public static SavePointOrder automatic(Reason reason, String of, String foundryVersion) {
    return of(reason, of, Optional.empty(), foundryVersion);
  }

  /**
   * One that its user asks for.
   *
   * @param of unlike that of any other
   */
  public static SavePointOrder byHand(String of, Optional<String> note, String foundryVersion) {
    return of(Reason.MANUAL, of, note, foundryVersion);
  }

  private static SavePointOrder of(
      Reason reason, String of, Optional<String> note, String foundryVersion) {
    SavePointId id = new SavePointId(reason.label() + "-" + of);
    return new SavePointOrder(id, reason, note, foundryVersion);
  }

  /** Why a save point is taken. */
  public enum Reason implements Labelled {
    /** A run ended in which somebody played. */
    RUN,
    /** Its user asked for it. */
    MANUAL,
    /** Foundry is about to be updated. */
    UPDATE,
    /** Files are about to be restored. */
    RESTORE,
    /** The server is about to be destroyed. */
    DESTROY;

    /** Whether only its user decides how long it is kept, within a limit. */
    public boolean byHand() {
      return this == MANUAL;
    }
  }

  private static boolean isLine(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST_NOTE
        && text.codePoints().noneMatch(Character::isISOControl);
  }
}
