/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.error;

/**
 * Every way in which the platform refuses or fails, with a text for operators and one for players.
 *
 * <p>The names are part of the API (docs/api.md): none is ever changed or re-used.
 */
public enum ErrorCode {
  VALIDATION_ERROR(
      false,
      "A field of the request broke a rule; the message names both.",
      "Something you entered is not right."),
  UNKNOWN_ACTION(
      false, "The request names an action that does not exist.", "I do not know that command."),
  PERMISSION_DENIED(
      false, "The actor may not do this to that user.", "You are not allowed to do that."),
  INSTANCE_NOT_FOUND(false, "The user has no instance.", "You have no server yet. Register first."),
  INSTANCE_ALREADY_EXISTS(false, "The user has an instance already.", "You have a server already."),
  SUBDOMAIN_TAKEN(false, "Another user owns the subdomain.", "That name belongs to somebody else."),
  INVALID_STATE(
      false,
      "The instance is in a state that does not allow the action.",
      "Your server cannot do that right now."),
  LICENSE_NOT_FOUND(false, "The licence does not exist.", "That licence does not exist."),
  LICENSE_IN_USE(
      true,
      "Another run or a session holds the licence.",
      "The licence is in use right now. Try again later."),
  LICENSE_UNAVAILABLE(
      false,
      "No licence may be used for this.",
      "There is no licence for that. Members without a licence play in scheduled sessions."),
  SESSION_NOT_FOUND(false, "The session does not exist.", "That session does not exist."),
  SESSION_CONFLICT(false, "The time slot is taken.", "That time is taken."),
  SPENDING_CAP_REACHED(
      false, "The user's spending cap for the month is reached.", "Your monthly limit is reached."),
  MAINTENANCE(
      true, "The platform is in maintenance.", "The platform is in maintenance. Come back later."),
  CONFLICT(
      true,
      "Somebody else changed the same record at the same time.",
      "Somebody else was faster. Try again."),
  DEPENDENCY_FAILED(
      true,
      "A service that the platform depends on did not answer as it should.",
      "A service that we depend on has trouble. Try again in a minute."),
  INTERNAL_ERROR(
      false,
      "A defect of the platform; the log has the details under the request id.",
      "Something broke on our side. The maintainers can see it.");

  private final boolean retryable;
  private final String operatorText;
  private final String playerText;

  ErrorCode(boolean retryable, String operatorText, String playerText) {
    this.retryable = retryable;
    this.operatorText = operatorText;
    this.playerText = playerText;
  }

  /** Whether the same request may succeed when it is sent again. */
  public boolean retryable() {
    return retryable;
  }

  public String operatorText() {
    return operatorText;
  }

  /** For a player, where there is no more exact message. */
  public String playerText() {
    return playerText;
  }
}
