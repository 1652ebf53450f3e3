/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.ExportAnswer;
import dev.foundryhosting.api.FileRequest;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.SavePointAnswer;
import dev.foundryhosting.api.WorldListAnswer;
import dev.foundryhosting.files.SavePointEntry;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Component.Style;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows a server's worlds and save points; saves now, restores, and gives a world to take home. */
final class ShowWorlds extends InteractionHandler {
  static final InteractionId WORLDS = InteractionId.ofOwner("worlds", 1);
  private static final InteractionId SAVE = InteractionId.ofOwner("save", 1);
  private static final InteractionId RESTORE = InteractionId.ofOwner("restore", 1);
  private static final InteractionId CONFIRM = InteractionId.ofOwner("restore-as", 2);
  private static final InteractionId FORM = InteractionId.ofOwner("restore-form", 2);
  private static final InteractionId EXPORT = InteractionId.ofOwner("take-home", 1);

  private static final int SHOWN = 10;
  private static final int MENU = 25;

  /** What Discord takes as the value of an option. */
  private static final int MENU_VALUE = 100;

  private static final double GB = 1 << 30;
  private static final double MB = 1 << 20;

  /** Menus show no times in the reader's zone. */
  private static final DateTimeFormatter MENU_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final ServerDashboard dashboard;

  ShowWorlds(ServerDashboard dashboard) {
    this.dashboard = dashboard;
    reply(WORLDS, ShowWorlds::show);
    reply(SAVE, ShowWorlds::save);
    reply(RESTORE, ShowWorlds::ask);
    open(CONFIRM, FORM, "restore.title", "confirmation");
    reply(FORM, this::restore);
    reply(EXPORT, ShowWorlds::export);
  }

  private static void show(InteractionTask task) {
    List<WorldListAnswer.Entry> worlds = task.perform(Action.LIST_WORLDS).worlds();
    List<SavePointAnswer> savePoints = task.perform(Action.LIST_SAVE_POINTS).savePoints();
    Texts texts = task.texts();
    String owner = task.user().value();
    Message message =
        Message.of(embed(worlds, savePoints, texts))
            .row(
                SAVE.button(Style.PRIMARY, texts, owner),
                ChooseWorld.WORLD.button(Style.SECONDARY, texts, owner));
    List<Component.Choice> restorable =
        savePoints.stream()
            .filter(each -> each.status().is(SavePointEntry.State.DONE))
            .limit(MENU)
            .map(each -> choice(each, texts))
            .toList();
    Message withRestore =
        restorable.isEmpty()
            ? message
            : message.row(
                new Component.Select(RESTORE.with(owner), texts.get("worlds.restore"), restorable));
    List<Component.Choice> packable =
        worlds.stream()
            .filter(each -> each.world().length() <= MENU_VALUE)
            .limit(MENU)
            .map(
                each -> Component.Choice.of(each.title(), " · " + size(each.bytes()), each.world()))
            .toList();
    task.show(
        packable.isEmpty()
            ? withRestore
            : withRestore.row(
                new Component.Select(EXPORT.with(owner), texts.get("worlds.take-home"), packable)));
  }

  private static Embed embed(
      List<WorldListAnswer.Entry> worlds, List<SavePointAnswer> savePoints, Texts texts) {
    String lines = worlds.stream().map(ShowWorlds::line).collect(Collectors.joining("\n"));
    String kept =
        savePoints.stream()
            .limit(SHOWN)
            .map(each -> line(each, texts))
            .collect(Collectors.joining("\n"));
    return Embed.of(
            Embed.Color.CALM,
            texts.get("worlds.title"),
            lines.isEmpty() ? texts.get("worlds.none") : lines)
        .with(texts.get("worlds.save-points"), kept.isEmpty() ? texts.get("worlds.unsaved") : kept);
  }

  private static String line(WorldListAnswer.Entry world) {
    return "**%s** (%s)%s · %s%s"
        .formatted(
            Markdown.escape(world.title()),
            Markdown.escape(world.world()),
            world.system().map(system -> " · " + Markdown.escape(system)).orElse(""),
            size(world.bytes()),
            world.lastPlayedAt().map(at -> " · " + Markdown.relative(at)).orElse(""));
  }

  private static String line(SavePointAnswer savePoint, Texts texts) {
    boolean done = savePoint.status().is(SavePointEntry.State.DONE);
    String how =
        done ? size(savePoint.bytes()) : texts.word("save-point.", savePoint.status().text());
    return "%s · %s · %s%s"
        .formatted(
            Markdown.time(savePoint.createdAt()),
            texts.word("saved.", savePoint.reason().text()),
            how,
            savePoint
                .note()
                .or(savePoint::reasonFailed)
                .map(text -> " · " + Markdown.escape(text))
                .orElse(""));
  }

  private static Component.Choice choice(SavePointAnswer savePoint, Texts texts) {
    String what = savePoint.note().orElse(texts.word("saved.", savePoint.reason().text()));
    return Component.Choice.of(
        MENU_TIME.format(savePoint.createdAt()) + " · ", what, savePoint.savePointId().value());
  }

  private static void save(InteractionTask task) {
    task.perform(Action.CREATE_SAVE_POINT, new FileRequest.Create(Optional.empty()));
    task.say("worlds.saving");
  }

  /** Says what is replaced, before it is asked for. */
  private static void ask(InteractionTask task) {
    Texts texts = task.texts();
    String id = task.selected();
    Optional<SavePointAnswer> chosen =
        task.perform(Action.LIST_SAVE_POINTS).savePoints().stream()
            .filter(each -> each.savePointId().value().equals(id))
            .findFirst();
    if (chosen.isEmpty()) {
      task.say("restore.gone");
      return;
    }
    String worlds =
        chosen.get().worlds().stream().map(Markdown::escape).collect(Collectors.joining(", "));
    task.show(
        Message.text(texts.get("restore.choose", Markdown.time(chosen.get().createdAt()), worlds))
            .row(
                Component.danger(texts.get("restore.do"), CONFIRM.with(task.user().value(), id)),
                NeverMind.button(texts)));
  }

  private void restore(InteractionTask task) {
    String name = task.perform(Action.STATUS).subdomain();
    if (!task.value("confirmation").orElse("").toLowerCase(Locale.ROOT).equals(name)) {
      task.say("restore.mistyped", name);
      return;
    }
    InstanceAnswer instance =
        task.perform(
            Action.RESTORE_SAVE_POINT,
            new FileRequest.Restore(new SavePointId(task.argument(1)), Optional.empty()));
    task.say("restore.begun");
    dashboard.showInChannel(task, instance);
  }

  private static void export(InteractionTask task) {
    ExportAnswer packed =
        task.perform(
            Action.EXPORT_WORLD,
            new FileRequest.Export(new WorldName(task.selected()), Optional.empty()));
    if (packed.url().isEmpty()) {
      task.say("worlds.packing");
      return;
    }
    task.show(
        Message.text(
                task.texts()
                    .get(
                        "worlds.packed",
                        size(packed.bytes().orElse(0L)),
                        Markdown.relative(packed.expiresAt().orElseThrow())))
            .row(
                new Component.Link(
                    task.texts().get("worlds.fetch"), packed.url().get().toString())));
  }

  private static String size(long bytes) {
    return bytes >= GB
        ? String.format(Locale.ROOT, "%.1f GB", bytes / GB)
        : String.format(Locale.ROOT, "%.0f MB", Math.ceil(bytes / MB));
  }
}
