/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.functions.management.ActionHandler.on;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.ActionRequest;
import dev.foundryhosting.api.ExportAnswer;
import dev.foundryhosting.api.FileRequest;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.api.SavePointAnswer;
import dev.foundryhosting.api.SavePointListAnswer;
import dev.foundryhosting.api.StorageAnswer;
import dev.foundryhosting.api.UploadAnswer;
import dev.foundryhosting.api.WorldListAnswer;
import dev.foundryhosting.files.FileExchange;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.SavePoint;
import dev.foundryhosting.files.SavePointEntry;
import dev.foundryhosting.files.SavePointEntry.State;
import dev.foundryhosting.files.StorageUse;
import dev.foundryhosting.files.StoredWorld;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.command.CreateSavePoint;
import dev.foundryhosting.instance.command.DeleteSavePoint;
import dev.foundryhosting.instance.command.ExportWorld;
import dev.foundryhosting.instance.command.ImportWorld;
import dev.foundryhosting.instance.command.RestoreSavePoint;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The actions on worlds and save points. */
@Singleton
class FileActions implements ActionGroup {
  private final CreateSavePoint create;
  private final DeleteSavePoint delete;
  private final RestoreSavePoint restore;
  private final ExportWorld export;
  private final ImportWorld bring;
  private final Instances instances;
  private final FileInventories inventories;
  private final InstanceAnswers answers;
  private final Clock clock;

  FileActions(
      CreateSavePoint create,
      DeleteSavePoint delete,
      RestoreSavePoint restore,
      ExportWorld export,
      ImportWorld bring,
      Instances instances,
      FileInventories inventories,
      InstanceAnswers answers,
      Clock clock) {
    this.create = create;
    this.delete = delete;
    this.restore = restore;
    this.export = export;
    this.bring = bring;
    this.instances = instances;
    this.inventories = inventories;
    this.answers = answers;
    this.clock = clock;
  }

  @Override
  public List<ActionHandler<?, ?>> handlers() {
    return List.of(
        on(Action.LIST_WORLDS, (r, deadline) -> worlds(r.user())),
        on(Action.LIST_SAVE_POINTS, (r, deadline) -> savePoints(r.user())),
        on(
            Action.CREATE_SAVE_POINT,
            (r, deadline) ->
                answer(create.create(r.user(), r.fields().note(), deadline), State.REQUESTED)),
        on(
            Action.DELETE_SAVE_POINT,
            (r, deadline) -> deleted(delete.delete(r.user(), r.fields().savePointId(), deadline))),
        on(
            Action.RESTORE_SAVE_POINT,
            (r, deadline) ->
                answers.of(
                    restore.restore(
                        r.user(), r.fields().savePointId(), r.fields().world(), deadline))),
        on(
            Action.EXPORT_WORLD,
            (r, deadline) ->
                export(
                    export.export(
                        r.user(), r.fields().world(), r.fields().savePointId(), deadline))),
        on(Action.BEGIN_IMPORT, (r, deadline) -> upload(r)),
        on(
            Action.IMPORT_WORLD,
            (r, deadline) ->
                answers.of(
                    bring.bring(
                        r.user(),
                        r.fields().importId(),
                        r.fields().etags(),
                        r.fields().replace(),
                        deadline))),
        on(Action.GET_STORAGE, (r, deadline) -> storage(r.user())));
  }

  private WorldListAnswer worlds(UserId user) {
    var unused = instances.require(user);
    return new WorldListAnswer(
        inventories.of(user).worlds().stream().map(FileActions::answer).toList());
  }

  private static WorldListAnswer.Entry answer(StoredWorld world) {
    return new WorldListAnswer.Entry(
        world.world(),
        world.title(),
        world.system(),
        InstanceAnswers.optional(world.generation()),
        world.bytes(),
        world.lastPlayedAt());
  }

  private SavePointListAnswer savePoints(UserId user) {
    Instance instance = instances.require(user);
    return new SavePointListAnswer(
        SavePointEntry.all(inventories.of(user), instance.openFileJob(clock.instant())).stream()
            .map(entry -> answer(entry.savePoint(), entry.state()))
            .toList());
  }

  private static SavePointAnswer deleted(SavePoint savePoint) {
    return answer(
        savePoint,
        switch (savePoint.status()) {
          case DONE -> State.DONE;
          case FAILED -> State.FAILED;
          case RUNNING -> State.CANCELLED;
        });
  }

  private static SavePointAnswer answer(SavePoint savePoint, State state) {
    return new SavePointAnswer(
        savePoint.id(),
        savePoint.createdAt(),
        Label.of(savePoint.order().reason()),
        savePoint.order().note(),
        savePoint.order().foundryVersion(),
        savePoint.bytes(),
        savePoint.newBytes(),
        savePoint.worlds(),
        Label.of(state),
        savePoint.failure());
  }

  private static ExportAnswer export(Optional<FileExchange.Download> packed) {
    return new ExportAnswer(
        packed.isPresent()
            ? Optional.empty()
            : Optional.of(Label.of(ExportAnswer.Status.REQUESTED)),
        packed.map(FileExchange.Download::url),
        packed.map(FileExchange.Download::expiresAt),
        packed.map(FileExchange.Download::bytes));
  }

  private UploadAnswer upload(ActionRequest<FileRequest.BeginImport, UploadAnswer> request) {
    FileExchange.Upload upload = bring.begin(request.user(), request.fields().bytes());
    return new UploadAnswer(
        upload.id(),
        upload.partBytes(),
        IntStream.range(0, upload.parts().size())
            .mapToObj(part -> new UploadAnswer.Part(part + 1, upload.parts().get(part)))
            .toList(),
        upload.completeBy());
  }

  private StorageAnswer storage(UserId user) {
    Instance instance = instances.require(user);
    Optional<StorageUse> use = inventories.of(user).storage();
    return new StorageAnswer(
        use.map(StorageUse::filesBytes).orElse(0L),
        use.map(StorageUse::savedBytes).orElse(0L),
        use.map(StorageUse::measuredAt),
        InstanceAnswers.optional(instance.files().storageLimitGb()));
  }
}
