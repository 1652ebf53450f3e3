package dev.foundryhosting.aws;

import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.instance.AccessPoints;
import dev.foundryhosting.instance.AssetBuckets;
import dev.foundryhosting.instance.AssetUsers;
import dev.foundryhosting.instance.Cloud;
import dev.foundryhosting.instance.HostNames;
import dev.foundryhosting.instance.InstanceReconciler;
import dev.foundryhosting.instance.Instances;
import dev.foundryhosting.instance.Journal;
import dev.foundryhosting.instance.RandomSource;
import dev.foundryhosting.instance.Routes;
import dev.foundryhosting.instance.ServerTask;
import dev.foundryhosting.instance.StartInstance;
import dev.foundryhosting.instance.Tasks;
import dev.foundryhosting.instance.UserSecrets;
import dev.foundryhosting.instance.Wakeups;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.session.SessionReconciler;
import dev.foundryhosting.session.Sessions;
import dev.foundryhosting.usage.BookRun;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The reconcilers over all ports, as every function needs them. */
class Domain {
  @Produces
  @Singleton
  Cloud cloud(
      Instances instances,
      Licenses licenses,
      Reservations reservations,
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
      Journal journal) {
    return new Cloud(
        instances,
        licenses,
        reservations,
        tasks,
        accessPoints,
        buckets,
        assetUsers,
        secrets,
        routes,
        hostNames,
        wakeups,
        notifications,
        random,
        journal);
  }

  @Produces
  @Singleton
  InstanceReconciler reconciler(
      Cloud cloud, ServerSettings settings, ResourceNames names, BookRun booking, Clock clock) {
    return new InstanceReconciler(cloud, new ServerTask(settings, names), names, booking, clock);
  }

  @Produces
  @Singleton
  StartInstance start(Cloud cloud, InstanceReconciler reconciler, Clock clock) {
    return new StartInstance(
        cloud.instances(), cloud.reservations(), reconciler, cloud.random(), clock);
  }

  @Produces
  @Singleton
  SessionReconciler sessions(
      Sessions sessions,
      Cloud cloud,
      InstanceReconciler reconciler,
      StartInstance start,
      Clock clock) {
    return new SessionReconciler(
        sessions,
        cloud.instances(),
        cloud.licenses(),
        cloud.reservations(),
        cloud.notifications(),
        reconciler,
        start,
        cloud.journal(),
        clock);
  }
}
