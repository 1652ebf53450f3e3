/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.InstanceRequest;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.usage.Prices;
import java.util.Arrays;
import java.util.Optional;

/** Chooses the size of a server, which its next start has. */
public final class ChooseSize extends InteractionHandler {
  private static final InteractionId SIZE = InteractionId.ofOwner("size", 1);

  /** Below the message of a server that ran out of memory, which stays. */
  private static final InteractionId TAKE_SIZE = InteractionId.ofOwner("take-size", 2);

  private final ServerDashboard dashboard;

  ChooseSize(ServerDashboard dashboard) {
    this.dashboard = dashboard;
    update(SIZE, task -> dashboard.showChange(task, choose(task, task.selected())));
    reply(TAKE_SIZE, this::take);
  }

  /** The menu of all sizes, with what an hour of each costs. */
  static Component menu(InstanceAnswer instance, Texts texts, Prices prices) {
    return new Component.Select(
        SIZE.with(instance.userId().value()),
        texts.get("dashboard.choose-size"),
        Arrays.stream(ServerSize.values())
            .map(
                size ->
                    new Component.Choice(
                        described(size, texts, prices), size.label(), instance.size().is(size)))
            .toList());
  }

  /** The button that takes a size at once. */
  public static Component button(String owner, ServerSize size, Texts texts, Prices prices) {
    return Component.primary(
        texts.get("button.take-size", described(size, texts, prices)),
        TAKE_SIZE.with(owner, size.label()));
  }

  /** The word for a size. */
  static String word(Label<ServerSize> size, Texts texts) {
    return texts.word("size.", size.text());
  }

  private static String described(ServerSize size, Texts texts, Prices prices) {
    return texts.get(
        "size.described",
        word(Label.of(size), texts),
        size.vcpus(),
        size.memoryGb(),
        prices.hour(size).toPlainString(),
        prices.currency());
  }

  private void take(InteractionTask task) {
    InstanceAnswer instance = choose(task, task.argument(1));
    String size = word(instance.size(), task.texts());
    Optional<String> running = instance.runningSize().map(present -> word(present, task.texts()));
    boolean runs = instance.status().is(Status.STARTING) || instance.status().is(Status.RUNNING);
    if (running.isPresent()) {
      task.say("size.taken.later", size, running.get());
    } else {
      task.say(runs ? "size.taken.runs" : "size.taken", size);
    }
    dashboard.showInChannel(task, instance);
  }

  private static InstanceAnswer choose(InteractionTask task, String label) {
    ServerSize size =
        Label.read(ServerSize.class, label)
            .known()
            .orElseThrow(() -> PlatformException.invalid("size", "is none that there is"));
    return task.perform(Action.UPDATE_SETTINGS, InstanceRequest.UpdateSettings.size(size));
  }
}
