/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.command.ClaimCredentials;
import dev.foundryhosting.instance.command.CreateInstance;
import dev.foundryhosting.instance.command.DeleteUser;
import dev.foundryhosting.instance.command.DestroyInstance;
import dev.foundryhosting.instance.command.ForceShutdown;
import dev.foundryhosting.instance.command.GetAdminKey;
import dev.foundryhosting.instance.command.GetTable;
import dev.foundryhosting.instance.command.Invite;
import dev.foundryhosting.instance.command.StartInstance;
import dev.foundryhosting.instance.command.StopInstance;
import dev.foundryhosting.instance.command.UpdateSettings;
import dev.foundryhosting.instance.command.UpdateVersion;
import dev.foundryhosting.instance.command.WakeServer;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.JoinAttempts;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.port.RandomSource;
import dev.foundryhosting.instance.port.TableRecords;
import dev.foundryhosting.instance.port.UserSecrets;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.instance.reconcile.ReconcileContext;
import dev.foundryhosting.instance.reconcile.ReconcilerPorts;
import dev.foundryhosting.license.LicenseDigest;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.ServerUrls;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.release.ReleaseCache;
import dev.foundryhosting.shutdown.KeepAlive;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The use cases of the domain as beans, and what they are asked about. */
class InstanceUseCases {
  @Produces
  @Singleton
  CreateInstance create(
      ReconcileContext context,
      ResourceNames names,
      Environment environment,
      LicenseDigest digest) {
    return new CreateInstance(context, names, defaultVersion(environment), digest);
  }

  @Produces
  @Singleton
  ServerUrls urls(Environment environment) {
    return ServerUrls.from(environment);
  }

  @Produces
  @Singleton
  KeepAlive keepAlive(Instances instances, Reservations reservations, Clock clock) {
    return new KeepAlive(instances, reservations, clock);
  }

  @Produces
  @Singleton
  ForceShutdown forceShutdown(Instances instances, InstanceReconciler reconciler, Clock clock) {
    return new ForceShutdown(instances, reconciler, clock);
  }

  @Produces
  @Singleton
  StopInstance stop(Instances instances, InstanceReconciler reconciler, Clock clock) {
    return new StopInstance(instances, reconciler, clock);
  }

  @Produces
  @Singleton
  DestroyInstance destroy(Instances instances, InstanceReconciler reconciler, Clock clock) {
    return new DestroyInstance(instances, reconciler, clock);
  }

  @Produces
  @Singleton
  DeleteUser deleteUser(ReconcilerPorts ports, InstanceReconciler reconciler, Clock clock) {
    return new DeleteUser(ports, reconciler, clock);
  }

  @Produces
  @Singleton
  ClaimCredentials claimCredentials(
      Licenses licenses, UserSecrets secrets, LicenseDigest digest, ProblemLog problems) {
    return new ClaimCredentials(licenses, secrets, digest, problems);
  }

  @Produces
  @Singleton
  UpdateVersion updateVersion(Instances instances, ReleaseCache releases, Clock clock) {
    return new UpdateVersion(instances, releases, clock);
  }

  @Produces
  @Singleton
  GetAdminKey getAdminKey(Instances instances, UserSecrets secrets) {
    return new GetAdminKey(instances, secrets);
  }

  @Produces
  @Singleton
  GetTable getTable(TableRecords records, Clock clock) {
    return new GetTable(records, clock);
  }

  @Produces
  @Singleton
  WakeServer wakeServer(
      TableRecords records, JoinAttempts attempts, StartInstance start, Clock clock) {
    return new WakeServer(records, attempts, start, clock);
  }

  @Produces
  @Singleton
  Invite invite(Instances instances, UserSecrets secrets, RandomSource random) {
    return new Invite(instances, secrets, random);
  }

  @Produces
  @Singleton
  UpdateSettings updateSettings(Instances instances, Clock clock) {
    return new UpdateSettings(instances, clock);
  }

  private static FoundryVersion defaultVersion(Environment environment) {
    try {
      return new FoundryVersion(environment.get(Variable.FOUNDRY_DEFAULT_VERSION));
    } catch (PlatformException e) {
      throw new IllegalStateException(
          "The environment variable %s is malformed: %s."
              .formatted(Variable.FOUNDRY_DEFAULT_VERSION, e.getMessage()));
    }
  }
}
