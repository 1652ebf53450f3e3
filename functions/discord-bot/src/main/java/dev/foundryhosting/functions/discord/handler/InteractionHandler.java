/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.message.Modal;
import dev.foundryhosting.functions.discord.message.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One verb: the commands, buttons, menus and forms that ask for it, and what is done for it. Its
 * constructor declares the steps that lead through it.
 */
abstract class InteractionHandler {
  private final List<InteractionStep> steps = new ArrayList<>();

  final List<InteractionStep> steps() {
    return List.copyOf(steps);
  }

  /**
   * Declares a step that is over with its response.
   *
   * @param response a function of the signed payload alone, in the person's language; it calls
   *     nothing
   */
  final void respond(
      InteractionId id, BiFunction<Interaction, Texts, InteractionResponse> response) {
    steps.add(new InteractionStep.Immediate(id, response));
  }

  /**
   * Declares a step that opens a form of one line, with the arguments of its button.
   *
   * @param form the step that the form leads to
   * @param title the key of a text
   * @param input the name of the line
   */
  final void open(InteractionId id, InteractionId form, String title, String input) {
    respond(
        id,
        (interaction, texts) ->
            InteractionResponse.modal(
                new Modal(
                    form.with(interaction.input().arguments().toArray(String[]::new)),
                    texts.get(title),
                    List.of(Modal.Input.line(input, texts)))));
  }

  /** Declares a step whose outcome is a reply. */
  final void reply(InteractionId id, Consumer<InteractionTask> work) {
    steps.add(new InteractionStep.Deferred(id, false, work));
  }

  /** Declares a step whose outcome replaces the message with the component. */
  final void update(InteractionId id, Consumer<InteractionTask> work) {
    steps.add(new InteractionStep.Deferred(id, true, work));
  }
}
