/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.platform.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** {@link FileInventories} in memory. */
public final class InMemoryFileInventories implements FileInventories {
  private final Map<UserId, FileInventory> inventories = new HashMap<>();

  @Override
  public synchronized FileInventory of(UserId user) {
    return inventories.getOrDefault(user, FileInventory.empty());
  }

  @Override
  public synchronized FileInventory update(UserId user, UnaryOperator<FileInventory> change) {
    FileInventory read = of(user);
    FileInventory written = change.apply(read).written(read.revision() + 1);
    inventories.put(user, written);
    return written;
  }

  @Override
  public synchronized void forget(UserId user) {
    inventories.remove(user);
  }
}
