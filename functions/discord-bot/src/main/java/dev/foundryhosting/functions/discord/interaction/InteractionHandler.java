package dev.foundryhosting.functions.discord.interaction;

import java.util.List;

/**
 * One verb: the command, buttons, menus and forms by which people ask for it, and what is done for
 * it.
 */
public interface InteractionHandler {
  /** The steps that lead through the verb; those of all handlers have different names. */
  List<InteractionStep> steps();
}
