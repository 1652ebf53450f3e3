/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown.orphan;

import dev.foundryhosting.instance.port.Deadline;
import java.time.Duration;

/**
 * Compares the tasks and routes with the platform's tags with the records: stops tasks and removes
 * routes that no record knows at two scans in a row, and restores the lost route of a running
 * server (docs/decisions/ADR-019.md).
 */
public final class CollectOrphans {
  /** The least time before the deadline at which a scan begins. */
  private static final Duration SCAN_NEEDS = Duration.ofSeconds(60);

  private final OrphanPorts ports;

  public CollectOrphans(OrphanPorts ports) {
    this.ports = ports;
  }

  /** Tasks stopped, routes removed or restored; and failures, which the next scan tries again. */
  public record Report(int repaired, int failed) {}

  /** Never fails: logs and counts what goes wrong. */
  public Report collect(Deadline deadline) {
    if (!deadline.leaves(SCAN_NEEDS)) {
      return new Report(0, 0);
    }
    try {
      OrphanScan scan = new OrphanScan(ports, ports.candidates().read(), deadline);
      scan.run();
      return new Report(scan.repaired(), scan.failed());
    } catch (RuntimeException e) {
      ports.problemLog().trouble("The scan for orphans failed: " + e.getMessage(), e);
      return new Report(0, 1);
    }
  }
}
