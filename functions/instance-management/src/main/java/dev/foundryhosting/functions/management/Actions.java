package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.command.CreateInstance;
import dev.foundryhosting.instance.command.DestroyInstance;
import dev.foundryhosting.instance.command.ForceShutdown;
import dev.foundryhosting.instance.command.GetAdminKey;
import dev.foundryhosting.instance.command.Registration;
import dev.foundryhosting.instance.command.StartInstance;
import dev.foundryhosting.instance.command.StopInstance;
import dev.foundryhosting.instance.command.UpdateVersion;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.KeepAlive;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The catalogue of actions (docs/api.md): which fields each takes and what it does with them. */
@Singleton
class Actions {
  private static final Map<String, LicenseType> LICENSE_TYPES =
      Map.of(
          LicenseType.BYOL.label(), LicenseType.BYOL,
          LicenseType.POOLED.label(), LicenseType.POOLED);

  private final Map<String, Action> catalogue;
  private final InstanceViews views;

  Actions(
      CreateInstance create,
      StartInstance start,
      StopInstance stop,
      DestroyInstance destroy,
      UpdateVersion updateVersion,
      GetAdminKey getAdminKey,
      ForceShutdown forceShutdown,
      KeepAlive keepAlive,
      Health health,
      SessionActions sessions,
      LicenseActions licenses,
      CostActions costs,
      SettingsActions settings,
      OperationActions operation,
      InstanceViews views) {
    this.views = views;
    this.catalogue = new HashMap<>(sessions.catalogue());
    catalogue.putAll(licenses.catalogue());
    catalogue.putAll(costs.catalogue());
    catalogue.putAll(settings.catalogue());
    catalogue.putAll(operation.catalogue());
    catalogue.putAll(
        Map.ofEntries(
            command("create", (r, deadline) -> create.create(registration(r), deadline)),
            command("start", (r, deadline) -> start.start(r.user(), deadline)),
            command("stop", (r, deadline) -> stop.stop(r.user(), deadline)),
            Map.entry("status", Action.ofUser((r, deadline) -> views.read(r.user()))),
            command(
                "destroy",
                (r, deadline) ->
                    destroy.destroy(r.user(), r.fields().flag("keepLicenseSharing"), deadline)),
            command("delete-user", (r, deadline) -> destroy.deleteUser(r.user(), deadline)),
            command(
                "update-version",
                (r, deadline) ->
                    updateVersion.update(
                        r.user(), new FoundryVersion(r.fields().text("foundryVersion")))),
            Map.entry(
                "get-admin-key",
                Action.ofUser(
                    (r, deadline) -> Json.object().put("adminKey", getAdminKey.get(r.user())))),
            Map.entry("list-all", Action.ofPlatform((r, deadline) -> list(r.fields()))),
            command("keep-alive", (r, deadline) -> keepAlive.keep(r.user(), minutes(r.fields()))),
            Map.entry(
                "admin-force-shutdown",
                Action.ofPlatform(
                    (r, deadline) -> views.of(stopByForce(r, deadline, forceShutdown)))),
            Map.entry("health-check", Action.ofPlatform((r, deadline) -> health.check()))));
  }

  /**
   * @throws PlatformException {@code UNKNOWN_ACTION}
   */
  Action named(String name) {
    return Optional.ofNullable(catalogue.get(name))
        .orElseThrow(
            () -> new PlatformException(ErrorCode.UNKNOWN_ACTION, "There is no such action."));
  }

  /** What leaves an instance behind. */
  @FunctionalInterface
  private interface Command {
    Instance run(ActionRequest request, Deadline deadline);
  }

  private Map.Entry<String, Action> command(String name, Command command) {
    return Map.entry(
        name, Action.ofUser((request, deadline) -> views.of(command.run(request, deadline))));
  }

  private static Registration registration(ActionRequest request) {
    Fields fields = request.fields();
    return new Registration(
        request.user(),
        fields.text("username"),
        fields.choice("licenseType", LICENSE_TYPES),
        fields.findText("foundryUsername"),
        fields.findText("foundryPassword"),
        fields.findText("licenseKey"),
        fields.findText("foundryVersion").map(FoundryVersion::new),
        fields.flag("shareLicense"));
  }

  private static Duration minutes(Fields fields) {
    int longest = Math.toIntExact(KeepAlive.LONGEST.toMinutes());
    return Duration.ofMinutes(
        fields.findNumber("minutes", 1, longest).orElseThrow(() -> fields.missing("minutes")));
  }

  private static Instance stopByForce(
      ActionRequest request, Deadline deadline, ForceShutdown force) {
    Fields fields = request.fields();
    String target = fields.text("targetUserId");
    UserId user = fields.under("targetUserId", "userId", () -> new UserId(target));
    return force.stop(user, fields.text("reason"), deadline);
  }

  private ObjectNode list(Fields fields) {
    return views.page(fields.findText("cursor"), fields.pageSize());
  }
}
