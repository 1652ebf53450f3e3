package dev.foundryhosting.functions.management;

import java.util.List;

/** Actions that belong together. Each bean of this type adds its own to what the function does. */
@FunctionalInterface
interface ActionGroup {
  List<ActionHandler<?, ?>> handlers();
}
