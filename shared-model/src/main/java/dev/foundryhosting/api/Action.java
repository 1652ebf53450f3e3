/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.platform.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be asked of the function instance-management (docs/api.md).
 *
 * @param name on the wire
 */
public record Action<Q extends Record, A extends Record>(
    String name, Class<Q> request, Class<A> answer, Scope scope) {
  // Filled by the constants below, each of which is its own line in the catalogue.
  private static final List<Action<?, ?>> DECLARED = new ArrayList<>();

  public static final Action<InstanceRequest.Create, InstanceAnswer> CREATE =
      user("create", InstanceRequest.Create.class, InstanceAnswer.class);
  public static final Action<NoFields, InstanceAnswer> START =
      user("start", NoFields.class, InstanceAnswer.class);
  public static final Action<NoFields, InstanceAnswer> STOP =
      user("stop", NoFields.class, InstanceAnswer.class);
  public static final Action<NoFields, InstanceAnswer> STATUS =
      user("status", NoFields.class, InstanceAnswer.class);
  public static final Action<InstanceRequest.KeepAlive, InstanceAnswer> KEEP_ALIVE =
      user("keep-alive", InstanceRequest.KeepAlive.class, InstanceAnswer.class);
  public static final Action<InstanceRequest.Destroy, InstanceAnswer> DESTROY =
      user("destroy", InstanceRequest.Destroy.class, InstanceAnswer.class);
  public static final Action<NoFields, InstanceAnswer> DELETE_USER =
      user("delete-user", NoFields.class, InstanceAnswer.class);
  public static final Action<InstanceRequest.UpdateVersion, InstanceAnswer> UPDATE_VERSION =
      user("update-version", InstanceRequest.UpdateVersion.class, InstanceAnswer.class);
  public static final Action<InstanceRequest.UpdateSettings, InstanceAnswer> UPDATE_SETTINGS =
      user("update-settings", InstanceRequest.UpdateSettings.class, InstanceAnswer.class);
  public static final Action<NoFields, AdminKeyAnswer> GET_ADMIN_KEY =
      user("get-admin-key", NoFields.class, AdminKeyAnswer.class);
  public static final Action<NoFields, InviteAnswer> GET_INVITE =
      user("get-invite", NoFields.class, InviteAnswer.class);
  public static final Action<NoFields, InviteAnswer> RENEW_INVITE =
      user("renew-invite", NoFields.class, InviteAnswer.class);
  public static final Action<TableRequest.Get, TableAnswer> GET_TABLE =
      declare(new Action<>("get-table", TableRequest.Get.class, TableAnswer.class, Scope.TABLE));
  public static final Action<TableRequest.Wake, WakeAnswer> WAKE =
      declare(new Action<>("wake", TableRequest.Wake.class, WakeAnswer.class, Scope.TABLE));
  public static final Action<PageRequest, InstanceListAnswer> LIST_ALL =
      platform("list-all", PageRequest.class, InstanceListAnswer.class);
  public static final Action<InstanceRequest.ForceShutdown, InstanceAnswer> ADMIN_FORCE_SHUTDOWN =
      platform("admin-force-shutdown", InstanceRequest.ForceShutdown.class, InstanceAnswer.class);

  public static final Action<SessionRequest.Schedule, SessionAnswer> SCHEDULE_SESSION =
      user("schedule-session", SessionRequest.Schedule.class, SessionAnswer.class);
  public static final Action<SessionRequest.Cancel, SessionAnswer> CANCEL_SESSION =
      user("cancel-session", SessionRequest.Cancel.class, SessionAnswer.class);
  public static final Action<PageRequest, SessionListAnswer> LIST_SESSIONS =
      user("list-sessions", PageRequest.class, SessionListAnswer.class);
  public static final Action<SessionRequest.CheckAvailability, AvailabilityAnswer>
      CHECK_AVAILABILITY =
          user(
              "check-availability",
              SessionRequest.CheckAvailability.class,
              AvailabilityAnswer.class);
  public static final Action<SessionRequest.CancelByAdministrator, SessionAnswer>
      ADMIN_CANCEL_SESSION =
          platform(
              "admin-cancel-session",
              SessionRequest.CancelByAdministrator.class,
              SessionAnswer.class);
  public static final Action<SessionRequest.CancelAll, CancelAllAnswer> ADMIN_CANCEL_ALL_SESSIONS =
      platform("admin-cancel-all-sessions", SessionRequest.CancelAll.class, CancelAllAnswer.class);

  public static final Action<LicenseRequest.SetSharing, LicenseAnswer> SET_LICENSE_SHARING =
      user("set-license-sharing", LicenseRequest.SetSharing.class, LicenseAnswer.class);
  public static final Action<LicenseRequest.ManageState, LicenseAnswer> MANAGE_LICENSE_STATE =
      user("manage-license-state", LicenseRequest.ManageState.class, LicenseAnswer.class);
  public static final Action<NoFields, PoolAnswer> LICENSE_POOL_STATUS =
      user("license-pool-status", NoFields.class, PoolAnswer.class);

  public static final Action<ReleaseRequest.Cache, ReleaseAnswer> CACHE_RELEASE =
      platform("cache-release", ReleaseRequest.Cache.class, ReleaseAnswer.class);
  public static final Action<NoFields, ReleaseListAnswer> LIST_RELEASES =
      user("list-releases", NoFields.class, ReleaseListAnswer.class);

  public static final Action<NoFields, WorldListAnswer> LIST_WORLDS =
      user("list-worlds", NoFields.class, WorldListAnswer.class);
  public static final Action<NoFields, SavePointListAnswer> LIST_SAVE_POINTS =
      user("list-save-points", NoFields.class, SavePointListAnswer.class);
  public static final Action<FileRequest.Create, SavePointAnswer> CREATE_SAVE_POINT =
      user("create-save-point", FileRequest.Create.class, SavePointAnswer.class);
  public static final Action<FileRequest.Delete, SavePointAnswer> DELETE_SAVE_POINT =
      user("delete-save-point", FileRequest.Delete.class, SavePointAnswer.class);
  public static final Action<FileRequest.Restore, InstanceAnswer> RESTORE_SAVE_POINT =
      user("restore-save-point", FileRequest.Restore.class, InstanceAnswer.class);
  public static final Action<FileRequest.Export, ExportAnswer> EXPORT_WORLD =
      user("export-world", FileRequest.Export.class, ExportAnswer.class);
  public static final Action<FileRequest.BeginImport, UploadAnswer> BEGIN_IMPORT =
      user("begin-import", FileRequest.BeginImport.class, UploadAnswer.class);
  public static final Action<FileRequest.Import, InstanceAnswer> IMPORT_WORLD =
      user("import-world", FileRequest.Import.class, InstanceAnswer.class);
  public static final Action<NoFields, StorageAnswer> GET_STORAGE =
      user("get-storage", NoFields.class, StorageAnswer.class);

  public static final Action<CostRequest.OfMonth, UserCostsAnswer> GET_USER_COSTS =
      user("get-user-costs", CostRequest.OfMonth.class, UserCostsAnswer.class);
  public static final Action<CostRequest.OfMonth, AllCostsAnswer> GET_ALL_COSTS =
      platform("get-all-costs", CostRequest.OfMonth.class, AllCostsAnswer.class);
  public static final Action<CostRequest.ClaimDonation, DonationAnswer> CLAIM_DONATION =
      user("claim-donation", CostRequest.ClaimDonation.class, DonationAnswer.class);
  public static final Action<CostRequest.CreditSupporter, CreditAnswer> CREDIT_SUPPORTER =
      declare(
          new Action<>(
              "credit-supporter",
              CostRequest.CreditSupporter.class,
              CreditAnswer.class,
              Scope.ADMINISTRATOR_ON_USER));

  public static final Action<CostRequest.OfMonth, ShutdownStatsAnswer> SHUTDOWN_STATS =
      platform("shutdown-stats", CostRequest.OfMonth.class, ShutdownStatsAnswer.class);
  public static final Action<PlatformRequest.Overview, OverviewAnswer> ADMIN_OVERVIEW =
      platform("admin-overview", PlatformRequest.Overview.class, OverviewAnswer.class);
  public static final Action<PlatformRequest.Maintenance, MaintenanceAnswer>
      ADMIN_SYSTEM_MAINTENANCE =
          platform(
              "admin-system-maintenance",
              PlatformRequest.Maintenance.class,
              MaintenanceAnswer.class);
  public static final Action<NoFields, MaintenanceResetAnswer> ADMIN_MAINTENANCE_RESET =
      platform("admin-maintenance-reset", NoFields.class, MaintenanceResetAnswer.class);
  public static final Action<NoFields, HealthAnswer> HEALTH_CHECK =
      platform("health-check", NoFields.class, HealthAnswer.class);

  /** All there are. */
  public static final List<Action<?, ?>> ALL = List.copyOf(DECLARED);

  /** What an action is about, and who may ask for it. */
  public enum Scope {
    /** One user, by that user or an administrator. */
    USER,
    /** A table, by any player. The request need not name a user. */
    TABLE,
    /** One user, by an administrator alone. */
    ADMINISTRATOR_ON_USER,
    /** The platform, by an administrator alone. */
    PLATFORM
  }

  /** The action with a name. */
  public static Optional<Action<?, ?>> named(String name) {
    return ALL.stream().filter(action -> action.name.equals(name)).findFirst();
  }

  /** A user asks on the own behalf. */
  public ActionRequest<Q, A> by(UserId user, Q fields) {
    return new ActionRequest<>(this, Caller.user(user), fields);
  }

  /** An administrator asks about a user. */
  public ActionRequest<Q, A> byAdministrator(UserId administrator, UserId user, Q fields) {
    return new ActionRequest<>(this, Caller.administrator(administrator, user), fields);
  }

  /** An administrator asks about the platform. */
  public ActionRequest<Q, A> byAdministrator(UserId administrator, Q fields) {
    return new ActionRequest<>(this, Caller.administrator(administrator), fields);
  }

  private static <Q extends Record, A extends Record> Action<Q, A> user(
      String name, Class<Q> request, Class<A> answer) {
    return declare(new Action<>(name, request, answer, Scope.USER));
  }

  private static <Q extends Record, A extends Record> Action<Q, A> platform(
      String name, Class<Q> request, Class<A> answer) {
    return declare(new Action<>(name, request, answer, Scope.PLATFORM));
  }

  private static <Q extends Record, A extends Record> Action<Q, A> declare(Action<Q, A> action) {
    DECLARED.add(action);
    return action;
  }
}
