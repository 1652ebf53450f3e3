package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.session.ManageSharing;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** The actions about licences and their lending. */
@Singleton
class LicenseActions {
  /** What owners may ask for; the one without an operation of the policy cleans up. */
  private static final Map<String, Optional<Operation>> OPERATIONS =
      Map.of(
          "schedule_stop_after_sessions", Optional.of(Operation.SCHEDULE_STOP),
          "cancel_scheduled_stop", Optional.of(Operation.CANCEL_STOP),
          "immediate_stop", Optional.of(Operation.WITHDRAW),
          "reactivate_sharing", Optional.of(Operation.REACTIVATE),
          "cleanup_orphaned", Optional.empty());

  private final ManageSharing sharing;
  private final PoolView pool;

  LicenseActions(ManageSharing sharing, PoolView pool) {
    this.sharing = sharing;
    this.pool = pool;
  }

  Map<String, Action> catalogue() {
    return Map.of(
        "set-license-sharing", Action.ofUser(this::setSharing),
        "manage-license-state", Action.ofUser(this::manage),
        "license-pool-status", Action.ofUser((r, deadline) -> pool.status(r.user(), r.byAdmin())));
  }

  private ObjectNode setSharing(ActionRequest request, Deadline deadline) {
    Operation operation =
        request.fields().requireFlag("share") ? Operation.SHARE : Operation.UNSHARE;
    return shown(sharing.manage(request.user(), operation, deadline));
  }

  private ObjectNode manage(ActionRequest request, Deadline deadline) {
    Optional<Operation> operation = request.fields().choice("operation", OPERATIONS);
    return shown(
        operation.isPresent()
            ? sharing.manage(request.user(), operation.get(), deadline)
            : sharing.cleanUp(request.user()));
  }

  private ObjectNode shown(License license) {
    return pool.ofOwner(license);
  }
}
