/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown.orphan;

import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.port.Tasks;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.usage.command.BookRun;
import java.time.Clock;

/** What the collection of orphans works with. */
public record OrphanPorts(
    TaskInventory taskInventory,
    RouteInventory routeInventory,
    OrphanCandidates candidates,
    Instances instances,
    Tasks tasks,
    InstanceReconciler reconciler,
    BookRun bookRun,
    ProblemLog problemLog,
    Clock clock) {}
