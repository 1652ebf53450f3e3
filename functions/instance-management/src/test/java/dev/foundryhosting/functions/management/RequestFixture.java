/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.event.InMemoryNotifications;
import dev.foundryhosting.instance.command.CreateSavePoint;
import dev.foundryhosting.instance.command.DeleteSavePoint;
import dev.foundryhosting.instance.command.DestroyInstance;
import dev.foundryhosting.instance.command.ExportWorld;
import dev.foundryhosting.instance.command.FileRequests;
import dev.foundryhosting.instance.command.ForceShutdown;
import dev.foundryhosting.instance.command.GetAdminKey;
import dev.foundryhosting.instance.command.GetTable;
import dev.foundryhosting.instance.command.ImportWorld;
import dev.foundryhosting.instance.command.Invite;
import dev.foundryhosting.instance.command.RestoreSavePoint;
import dev.foundryhosting.instance.command.StopInstance;
import dev.foundryhosting.instance.command.UpdateSettings;
import dev.foundryhosting.instance.command.WakeServer;
import dev.foundryhosting.instance.port.HealthProbe;
import dev.foundryhosting.instance.port.InMemoryJoinAttempts;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.port.RandomSource;
import dev.foundryhosting.instance.port.SwitchedHealthProbe;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.instance.reconcile.MeteredTasks;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.operation.EndMaintenance;
import dev.foundryhosting.operation.GetPlatformOverview;
import dev.foundryhosting.operation.RequeueActiveInstances;
import dev.foundryhosting.operation.ResetMaintenance;
import dev.foundryhosting.operation.StartMaintenance;
import dev.foundryhosting.platform.ServerUrls;
import dev.foundryhosting.session.command.CancelAllSessions;
import dev.foundryhosting.session.command.CancelSession;
import dev.foundryhosting.session.command.CheckAvailability;
import dev.foundryhosting.session.command.ManageSharing;
import dev.foundryhosting.session.command.ScheduleSession;
import dev.foundryhosting.session.port.SessionOverviews;
import dev.foundryhosting.session.port.Sessions;
import dev.foundryhosting.shutdown.GetShutdownStats;
import dev.foundryhosting.shutdown.KeepAlive;
import dev.foundryhosting.usage.SupporterRoles;
import dev.foundryhosting.usage.UsageSamples;
import dev.foundryhosting.usage.command.ClaimDonation;
import dev.foundryhosting.usage.command.CreditSupporter;
import dev.foundryhosting.usage.command.GetAllCosts;
import dev.foundryhosting.usage.command.GetUserCosts;
import dev.foundryhosting.usage.command.PublishDonations;
import dev.foundryhosting.usage.port.InMemoryLedger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The function over the platform in memory: asked in JSON, answering in JSON. */
final class RequestFixture {
  static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  final PlatformFixture world = new PlatformFixture();
  final SwitchedHealthProbe database = new SwitchedHealthProbe("dynamodb");
  final SwitchedHealthProbe secrets = new SwitchedHealthProbe("secretsmanager");
  final InMemoryLedger ledger = world.ledger;
  final InMemoryNotifications notifications = new InMemoryNotifications();
  final List<String> log = new ArrayList<>();

  private final InstanceManagementHandler handler;

  RequestFixture() {
    this(PortCalls.undisturbed());
  }

  /** A function whose reads and writes of instances are interfered with. */
  RequestFixture(PortCalls calls) {
    Instances instances = calls.on(Instances.class, world.store);
    Sessions sessions = calls.on(Sessions.class, world.store);
    PlatformFixture.Worker worker = world.worker(calls);
    InstanceReconciler reconciler = worker.reconciler;
    RandomSource random = seeded();
    CancelSession cancel = new CancelSession(sessions, worker.sessionReconciler(), world.clock);
    ServerUrls urls =
        new ServerUrls("https://{subdomain}.{domain}", PlatformFixture.settings().domain());
    InstanceAnswers answers =
        new InstanceAnswers(
            instances,
            calls.on(SessionOverviews.class, world.store),
            world.names,
            PlatformFixture.settings(),
            urls,
            world.caps,
            world.clock);
    List<ActionGroup> actions =
        List.of(
            new InstanceActions(
                worker.creating(),
                worker.starting(),
                new StopInstance(instances, reconciler, world.clock),
                new DestroyInstance(instances, reconciler, world.clock),
                worker.deleting(),
                worker.updating(),
                new GetAdminKey(instances, world.secrets),
                new ForceShutdown(instances, reconciler, world.clock),
                new KeepAlive(instances, world.store, world.clock),
                answers),
            new SessionActions(
                scheduling(instances, sessions, worker, random),
                cancel,
                new CancelAllSessions(
                    sessions, cancel, (sentence, cause) -> world.troubles.add(sentence)),
                new CheckAvailability(world.store, world.store, world.limits, world.clock),
                sessions),
            new LicenseActions(
                new ManageSharing(
                    world.store, world.store, instances, worker.sessionReconciler(), world.clock),
                worker.claimingCredentials(),
                new LicenseAnswers(world.store, world.store)),
            costs(),
            new TableActions(
                new GetTable(world.store, world.clock),
                new WakeServer(
                    world.store, new InMemoryJoinAttempts(), worker.starting(), world.clock),
                new Invite(instances, world.secrets, random),
                world.store,
                urls,
                world.clock),
            new SettingsActions(new UpdateSettings(instances, world.clock), world.caps, answers),
            operation(instances, sessions),
            files(instances, worker, answers),
            new ReleaseActions(
                worker.cachingReleases(Optional.empty()), worker.context.ports().releases()));
    handler =
        new InstanceManagementHandler(actions, new RequestLog(log::add, world.clock), world.clock);
  }

  private FileActions files(
      Instances instances, PlatformFixture.Worker worker, InstanceAnswers answers) {
    FileRequests requests = worker.fileRequests();
    return new FileActions(
        new CreateSavePoint(requests),
        new DeleteSavePoint(instances, world.inventories, requests, world.clock),
        new RestoreSavePoint(requests, world.inventories),
        new ExportWorld(instances, world.inventories, world.exchange, requests, world.clock),
        new ImportWorld(instances, world.exchange, requests),
        instances,
        world.inventories,
        answers,
        world.clock);
  }

  private OperationActions operation(Instances instances, Sessions sessions) {
    ProblemLog problems = (sentence, cause) -> world.troubles.add(sentence);
    RequeueActiveInstances active = new RequeueActiveInstances(instances, problems, world.clock);
    EndMaintenance end = new EndMaintenance(world.store, active);
    return new OperationActions(
        new StartMaintenance(world.store, active, world.clock),
        end,
        new ResetMaintenance(end, sessions, instances, problems, world.clock),
        new GetPlatformOverview(
            instances, sessions, world.store, ledger, world.store, world.caps, world.clock),
        new HealthCheck(List.<HealthProbe>of(database, secrets)));
  }

  private CostActions costs() {
    return new CostActions(
        new GetUserCosts(ledger, new MeteredTasks(world.store), UsageSamples.PRICES, world.clock),
        new GetAllCosts(ledger, UsageSamples.PRICES, world.clock),
        new GetShutdownStats(ledger, world.store, world.clock),
        new ClaimDonation(ledger),
        new PublishDonations(ledger, notifications),
        new CreditSupporter(ledger, world.clock),
        SupporterRoles.parse("gold=5.00,silver=2.50", UsageSamples.USD));
  }

  private ScheduleSession scheduling(
      Instances instances, Sessions sessions, PlatformFixture.Worker worker, RandomSource random) {
    return new ScheduleSession(
        sessions,
        instances,
        world.store,
        world.store,
        worker.sessionReconciler(),
        world.limits,
        random,
        world.clock);
  }

  /** Asks with JSON written in single quotes, for tests to read well. */
  ObjectNode ask(String request) {
    return askRaw(request.replace('\'', '"').getBytes(UTF_8));
  }

  /** Asks in plain ASCII, since half a surrogate pair exists in JSON's escapes only. */
  ObjectNode ask(ObjectNode request) {
    try {
      return askRaw(JSON.writeValueAsBytes(request));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  ObjectNode askRaw(byte[] request) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(request), answer, null);
      return (ObjectNode) JSON.readTree(answer.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RandomSource seeded() {
    Random random = new Random(7);
    return count -> {
      byte[] bytes = new byte[count];
      random.nextBytes(bytes);
      return bytes;
    };
  }
}
