/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.JoinCode;
import dev.foundryhosting.instance.PlayerAccess;
import java.time.Duration;

/** How players get in: a map within an instance's item. */
final class PlayerAccessItem {
  private PlayerAccessItem() {}

  static void write(PlayerAccess access, ItemWriter to) {
    to.text("joinCodeHash", access.joinCode().map(JoinCode.Hash::value))
        .list("starts", access.starts(), (took, start) -> start.number("millis", took.toMillis()));
  }

  static PlayerAccess read(ItemReader from) {
    return new PlayerAccess(
        from.optionalText("joinCodeHash").map(JoinCode.Hash::new),
        from.list("starts", start -> Duration.ofMillis(start.number("millis"))));
  }
}
