package dev.foundryhosting.instance;

import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservations;

/** All ports through which the reconciler reaches the world. */
public record Cloud(
    Instances instances,
    Licenses licenses,
    Reservations reservations,
    StartRecords startRecords,
    Tasks tasks,
    AccessPoints accessPoints,
    AssetBuckets buckets,
    AssetUsers assetUsers,
    UserSecrets secrets,
    Routes routes,
    HostNames hostNames,
    Wakeups wakeups,
    Notifications notifications,
    RandomSource random,
    Journal journal) {}
