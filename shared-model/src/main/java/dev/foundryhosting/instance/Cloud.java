package dev.foundryhosting.instance;

import dev.foundryhosting.license.Licenses;

/** All ports through which the reconciler reaches the world. */
public record Cloud(
    Instances instances,
    Licenses licenses,
    Tasks tasks,
    AccessPoints accessPoints,
    AssetBuckets buckets,
    AssetUsers assetUsers,
    UserSecrets secrets,
    Routes routes,
    HostNames hostNames,
    Wakeups wakeups,
    RandomSource random,
    Journal journal) {}
