package dev.foundryhosting.functions.discord.handler;

import java.util.List;

/** One verb: the commands, buttons, menus and forms that ask for it, and what is done for it. */
public interface InteractionHandler {
  /** The steps that lead through the verb; those of all handlers have different names. */
  List<InteractionStep> steps();
}
