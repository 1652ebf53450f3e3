/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import java.util.List;

/** Related actions. Each bean of this type adds its own to what the function does. */
@FunctionalInterface
interface ActionGroup {
  List<ActionHandler<?, ?>> handlers();
}
