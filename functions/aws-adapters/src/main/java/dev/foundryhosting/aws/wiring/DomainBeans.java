/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.wiring;

import dev.foundryhosting.aws.CallDeadline;
import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.FileJobs;
import dev.foundryhosting.files.WorldFiles;
import dev.foundryhosting.instance.command.StartInstance;
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
import dev.foundryhosting.instance.reconcile.ClaimRun;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.instance.reconcile.ReconcileContext;
import dev.foundryhosting.instance.reconcile.ReconcilerPorts;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.release.ReleaseCache;
import dev.foundryhosting.release.ReleaseFolder;
import dev.foundryhosting.release.Releases;
import dev.foundryhosting.session.command.PrepareSessions;
import dev.foundryhosting.session.port.Sessions;
import dev.foundryhosting.session.reconcile.SessionReconciler;
import dev.foundryhosting.usage.Prices;
import dev.foundryhosting.usage.SpendingCaps;
import dev.foundryhosting.usage.command.BookDonation;
import dev.foundryhosting.usage.command.BookRun;
import dev.foundryhosting.usage.command.PublishDonations;
import dev.foundryhosting.usage.port.DonationLedger;
import dev.foundryhosting.usage.port.UsageLedger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The reconcilers over all ports, and the use cases that several functions share. */
class DomainBeans {
  @Produces
  @Singleton
  ReconcilerPorts ports(
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
      ProblemLog problems,
      Metrics metrics) {
    return new ReconcilerPorts(
        instances,
        licenses,
        reservations,
        startRecords,
        tasks,
        accessPoints,
        fileJobs,
        inventories,
        worldFiles,
        releases,
        buckets,
        assetUsers,
        secrets,
        routes,
        hostNames,
        wakeups,
        notifications,
        random,
        problems,
        metrics);
  }

  @Produces
  @Singleton
  ReleaseCache releaseCache(Releases records, ReleaseFolder folder) {
    return new ReleaseCache(records, folder);
  }

  @Produces
  @Singleton
  BookRun bookRun(UsageLedger ledger, Prices prices) {
    return new BookRun(ledger, prices);
  }

  @Produces
  @Singleton
  BookDonation bookDonation(DonationLedger ledger) {
    return new BookDonation(ledger);
  }

  @Produces
  @Singleton
  PublishDonations publishDonations(DonationLedger ledger, Notifications notifications) {
    return new PublishDonations(ledger, notifications);
  }

  @Produces
  @Singleton
  ReconcileContext context(
      ReconcilerPorts ports, ResourceNames names, BookRun booking, Clock clock) {
    return ReconcileContext.of(ports, names, booking, CallDeadline::within, clock);
  }

  @Produces
  @Singleton
  ClaimRun claimRun(ReconcilerPorts ports, SpendingCaps caps, Clock clock) {
    return new ClaimRun(ports, caps, clock);
  }

  @Produces
  @Singleton
  InstanceReconciler reconciler(ReconcileContext context, ClaimRun claimRun) {
    return new InstanceReconciler(context, claimRun);
  }

  @Produces
  @Singleton
  StartInstance start(ReconcileContext context, ClaimRun claimRun, InstanceReconciler reconciler) {
    return new StartInstance(context, claimRun, reconciler);
  }

  @Produces
  @Singleton
  SessionReconciler sessions(
      Sessions sessions,
      ReconcilerPorts ports,
      InstanceReconciler reconciler,
      StartInstance start,
      Clock clock) {
    return new SessionReconciler(
        sessions,
        ports.instances(),
        ports.licenses(),
        ports.reservations(),
        ports.notifications(),
        reconciler,
        start,
        ports.problemLog(),
        clock);
  }

  @Produces
  @Singleton
  PrepareSessions prepareSessions(
      Sessions sessions,
      SessionReconciler reconciler,
      ProblemLog problems,
      Metrics metrics,
      Clock clock) {
    return new PrepareSessions(sessions, reconciler, problems, metrics, clock);
  }
}
