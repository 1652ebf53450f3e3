package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/**
 * A request as far as all actions have it in common.
 *
 * @param target whom it concerns; empty for an action that concerns nobody in particular
 * @param actor who asks
 * @param byAdmin whether an administrator asks
 * @param forOther whether somebody else asks than the user whom it concerns
 * @param fields all its fields
 */
record ActionRequest(
    Optional<UserId> target, UserId actor, boolean byAdmin, boolean forOther, Fields fields) {

  /** Who asks. */
  private record Asking(UserId userId, boolean admin) {}

  /**
   * Reads who asks and whom it concerns, and holds it against what the action allows.
   *
   * @throws PlatformException {@code VALIDATION_ERROR}, {@code PERMISSION_DENIED}
   */
  static ActionRequest of(ObjectNode json, Action action) {
    Fields fields = new Fields(json);
    Optional<UserId> target = fields.findText("userId").map(UserId::new);
    Optional<Asking> given = fields.findObject("actor").map(ActionRequest::asking);
    if (target.isEmpty() && (action.concernsUser() || given.isEmpty())) {
      throw fields.missing("userId");
    }
    Asking actor = given.orElseGet(() -> new Asking(target.orElseThrow(), false));
    if (action.adminOnly() && !actor.admin()) {
      throw new PlatformException(ErrorCode.PERMISSION_DENIED, "Only administrators may do that.");
    }
    boolean forOther = !target.equals(Optional.of(actor.userId()));
    if (!actor.admin() && forOther) {
      throw new PlatformException(
          ErrorCode.PERMISSION_DENIED, "Only administrators may do that to somebody else.");
    }
    return new ActionRequest(target, actor.userId(), actor.admin(), forOther, fields);
  }

  /** Whom it concerns, for an action that concerns a user. */
  UserId user() {
    return target.orElseThrow();
  }

  private static Asking asking(Fields fields) {
    String id = fields.text("userId");
    // The id's own rule does not know that it stands in the actor.
    return new Asking(fields.under("userId", "userId", () -> new UserId(id)), fields.flag("admin"));
  }
}
