/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.FileJobs;
import dev.foundryhosting.files.WorldFiles;
import dev.foundryhosting.instance.port.AccessPoints;
import dev.foundryhosting.instance.port.AssetBuckets;
import dev.foundryhosting.instance.port.AssetUsers;
import dev.foundryhosting.instance.port.HostNames;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.Metrics;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.port.RandomSource;
import dev.foundryhosting.instance.port.Routes;
import dev.foundryhosting.instance.port.StartRecords;
import dev.foundryhosting.instance.port.Tasks;
import dev.foundryhosting.instance.port.UserSecrets;
import dev.foundryhosting.instance.port.Wakeups;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.release.ReleaseCache;

/** All ports of the reconciler. */
public record ReconcilerPorts(
    Instances instances,
    Licenses licenses,
    Reservations reservations,
    StartRecords startRecords,
    Tasks tasks,
    AccessPoints accessPoints,
    FileJobs fileJobs,
    FileInventories inventories,
    WorldFiles worldFiles,
    ReleaseCache releases,
    AssetBuckets buckets,
    AssetUsers assetUsers,
    UserSecrets secrets,
    Routes routes,
    HostNames hostNames,
    Wakeups wakeups,
    Notifications notifications,
    RandomSource random,
    ProblemLog problemLog,
    Metrics metrics) {}
