/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.s3.S3FileExchange;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileExchange;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.command.ClaimCredentials;
import dev.foundryhosting.instance.command.CreateInstance;
import dev.foundryhosting.instance.command.CreateSavePoint;
import dev.foundryhosting.instance.command.DeleteSavePoint;
import dev.foundryhosting.instance.command.DeleteUser;
import dev.foundryhosting.instance.command.DestroyInstance;
import dev.foundryhosting.instance.command.ExportWorld;
import dev.foundryhosting.instance.command.FileRequests;
import dev.foundryhosting.instance.command.ForceShutdown;
import dev.foundryhosting.instance.command.GetAdminKey;
import dev.foundryhosting.instance.command.GetTable;
import dev.foundryhosting.instance.command.ImportWorld;
import dev.foundryhosting.instance.command.Invite;
import dev.foundryhosting.instance.command.RestoreSavePoint;
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
  UpdateVersion updateVersion(ReconcilerPorts ports, InstanceReconciler reconciler, Clock clock) {
    return new UpdateVersion(
        ports.instances(), ports.releases(), reconciler, ports.random(), clock);
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

  @Produces
  @Singleton
  FileExchange fileExchange(AwsClients clients, Environment environment, Clock clock) {
    return new S3FileExchange(clients, environment.get(Variable.ARCHIVE_BUCKET_NAME), clock);
  }

  @Produces
  @Singleton
  FileRequests fileRequests(ReconcilerPorts ports, InstanceReconciler reconciler, Clock clock) {
    return new FileRequests(ports.instances(), reconciler, ports.random(), clock);
  }

  @Produces
  @Singleton
  CreateSavePoint createSavePoint(FileRequests requests) {
    return new CreateSavePoint(requests);
  }

  @Produces
  @Singleton
  DeleteSavePoint deleteSavePoint(
      Instances instances, FileInventories inventories, FileRequests requests, Clock clock) {
    return new DeleteSavePoint(instances, inventories, requests, clock);
  }

  @Produces
  @Singleton
  RestoreSavePoint restoreSavePoint(FileRequests requests, FileInventories inventories) {
    return new RestoreSavePoint(requests, inventories);
  }

  @Produces
  @Singleton
  ExportWorld exportWorld(
      Instances instances,
      FileInventories inventories,
      FileExchange exchange,
      FileRequests requests,
      Clock clock) {
    return new ExportWorld(instances, inventories, exchange, requests, clock);
  }

  @Produces
  @Singleton
  ImportWorld importWorld(Instances instances, FileExchange exchange, FileRequests requests) {
    return new ImportWorld(instances, exchange, requests);
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
