/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.functions.management.ActionHandler.on;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.AdminKeyAnswer;
import dev.foundryhosting.api.InstanceRequest;
import dev.foundryhosting.instance.command.CreateInstance;
import dev.foundryhosting.instance.command.DeleteUser;
import dev.foundryhosting.instance.command.DestroyInstance;
import dev.foundryhosting.instance.command.ForceShutdown;
import dev.foundryhosting.instance.command.GetAdminKey;
import dev.foundryhosting.instance.command.Registration;
import dev.foundryhosting.instance.command.StartInstance;
import dev.foundryhosting.instance.command.StopInstance;
import dev.foundryhosting.instance.command.UpdateVersion;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.KeepAlive;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** The actions on servers. */
@Singleton
class InstanceActions implements ActionGroup {
  private final CreateInstance create;
  private final StartInstance start;
  private final StopInstance stop;
  private final DestroyInstance destroy;
  private final DeleteUser deleteUser;
  private final UpdateVersion updateVersion;
  private final GetAdminKey getAdminKey;
  private final ForceShutdown forceShutdown;
  private final KeepAlive keepAlive;
  private final InstanceAnswers answers;

  InstanceActions(
      CreateInstance create,
      StartInstance start,
      StopInstance stop,
      DestroyInstance destroy,
      DeleteUser deleteUser,
      UpdateVersion updateVersion,
      GetAdminKey getAdminKey,
      ForceShutdown forceShutdown,
      KeepAlive keepAlive,
      InstanceAnswers answers) {
    this.create = create;
    this.start = start;
    this.stop = stop;
    this.destroy = destroy;
    this.deleteUser = deleteUser;
    this.updateVersion = updateVersion;
    this.getAdminKey = getAdminKey;
    this.forceShutdown = forceShutdown;
    this.keepAlive = keepAlive;
    this.answers = answers;
  }

  @Override
  public List<ActionHandler<?, ?>> handlers() {
    return List.of(
        on(
            Action.CREATE,
            (r, deadline) ->
                answers.of(create.create(registration(r.user(), r.fields()), deadline))),
        on(Action.START, start::start, answers::of),
        on(Action.STOP, stop::stop, answers::of),
        on(Action.STATUS, (r, deadline) -> answers.read(r.user())),
        on(
            Action.KEEP_ALIVE,
            (r, deadline) ->
                answers.of(keepAlive.keep(r.user(), Duration.ofMinutes(r.fields().minutes())))),
        on(
            Action.DESTROY,
            (r, deadline) ->
                answers.of(
                    destroy.destroy(
                        r.user(), r.fields().keepLicenseSharing().orElse(false), deadline))),
        on(Action.DELETE_USER, deleteUser::delete, answers::of),
        on(
            Action.UPDATE_VERSION,
            (r, deadline) ->
                answers.of(
                    updateVersion.update(
                        r.user(),
                        r.fields().foundryVersion(),
                        r.fields().guarded().orElse(false),
                        deadline))),
        on(Action.GET_ADMIN_KEY, (r, deadline) -> new AdminKeyAnswer(getAdminKey.get(r.user()))),
        on(Action.LIST_ALL, (r, deadline) -> answers.page(r.fields())),
        on(
            Action.ADMIN_FORCE_SHUTDOWN,
            (r, deadline) ->
                answers.of(
                    forceShutdown.stop(r.fields().targetUserId(), r.fields().reason(), deadline))));
  }

  private static Registration registration(UserId user, InstanceRequest.Create fields) {
    return new Registration(
        user,
        fields.username(),
        fields.licenseType(),
        fields.foundryUsername(),
        fields.foundryPassword(),
        fields.licenseKey(),
        fields.foundryVersion(),
        fields.shareLicense().orElse(false),
        fields.size());
  }
}
