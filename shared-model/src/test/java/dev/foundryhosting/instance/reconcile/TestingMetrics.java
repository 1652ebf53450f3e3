/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.port.Metrics;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps what was counted. */
public final class TestingMetrics implements Metrics {
  public final Queue<Pass> passes = new ConcurrentLinkedQueue<>();
  public final Queue<Sweep> sweeps = new ConcurrentLinkedQueue<>();

  @Override
  public void passed(Pass pass) {
    passes.add(pass);
  }

  @Override
  public void swept(Sweep sweep) {
    sweeps.add(sweep);
  }
}
