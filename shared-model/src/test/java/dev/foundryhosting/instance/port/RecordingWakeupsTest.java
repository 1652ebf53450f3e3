/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.platform.UserId;
import java.util.List;

class RecordingWakeupsTest extends WakeupsContract {
  private final RecordingWakeups wakeups = new RecordingWakeups();

  @Override
  protected Wakeups wakeups() {
    return wakeups;
  }

  @Override
  protected List<UserId> arrived() {
    return wakeups.sent().stream()
        .filter(wakeup -> wakeup.delay().isZero())
        .map(RecordingWakeups.Wakeup::user)
        .toList();
  }
}
