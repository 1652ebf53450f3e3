/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.port.PortCalls;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Gives way now and then, so that threads meet everywhere. */
public final class Jitter implements PortCalls {
  @Override
  public void before(String call) {
    if (ThreadLocalRandom.current().nextInt(3) == 0) {
      LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(1_000, 50_000));
    }
  }

  @Override
  public void after(String call) {
    before(call);
  }
}
