/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static dev.foundryhosting.instance.InstanceSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.EmulatedAws;
import dev.foundryhosting.aws.EmulatorProcess;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionSamples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Writes whose answer is lost, and failures of DynamoDB. */
class LostAnswersTest {
  private final EmulatorProcess emulator = EmulatorProcess.shared();
  private final Environment environment = EmulatedAws.environment(emulator, Map.of());
  private final DynamoDbClient dynamo = new AwsClients(environment).dynamoDb();
  private final DynamoInstances instances =
      new DynamoInstances(dynamo, environment, Tables.PROBLEMS);
  private final DynamoLicenses licenses = new DynamoLicenses(dynamo, environment);
  private final DynamoReservations reservations = new DynamoReservations(dynamo, environment);
  private final DynamoSessions sessions = new DynamoSessions(dynamo, environment);
  private final UserId anna = new UserId("anna");
  private final Subdomain castle = new Subdomain("castle");

  @BeforeEach
  void emptyTables() {
    emulator.reset();
    Tables.create(dynamo, environment);
  }

  @Test
  void aCreationWhoseAnswerWasLostIsDone() {
    loseAnswerOf("TransactWriteItems");

    assertThat(create()).isInstanceOf(Instances.Created.Done.class);
    assertThat(instances.require(anna).revision()).isEqualTo(1);
    assertAnswerWasLost("TransactWriteItems");
  }

  @Test
  void aSaveWhoseAnswerWasLostIsDone() {
    Instance created = created();
    loseAnswerOf("PutItem");

    Optional<Instance> saved = instances.save(InstanceSamples.noted(created, "note"));

    assertThat(saved).isPresent();
    assertThat(instances.find(anna)).isEqualTo(saved);
    assertAnswerWasLost("PutItem");
  }

  @Test
  void aSaveThatWasOvertakenIsNotTakenForALostAnswer() {
    Instance created = created();
    assertThat(instances.save(InstanceSamples.noted(created, "theirs"))).isPresent();
    loseAnswerOf("PutItem");

    assertThat(instances.save(InstanceSamples.noted(created, "ours"))).isEmpty();
  }

  @Test
  void aClaimWhoseAnswerWasLostIsDone() {
    Instance starting = InstanceSamples.starting(created(), "run-1");
    loseAnswerOf("TransactWriteItems");

    assertThat(instances.claim(starting)).isInstanceOf(Instances.Claimed.Done.class);
    assertThat(licenses.find(LicenseId.ofOwner(anna)).orElseThrow().revision()).isEqualTo(2);
    assertAnswerWasLost("TransactWriteItems");
  }

  @Test
  void aFinalizedDeletionWhoseAnswerWasLostIsDone() {
    for (boolean erase : new boolean[] {false, true}) {
      licenses.find(LicenseId.ofOwner(anna)).ifPresent(licenses::remove);
      Instance destroying = InstanceSamples.destroying(created(), false, erase);
      loseAnswerOf("TransactWriteItems");

      assertThat(instances.finalizeDeletion(InstanceSamples.finished(destroying, NOW))).isTrue();
      assertThat(instances.free(castle)).isTrue();
      assertAnswerWasLost("TransactWriteItems");
    }
  }

  @Test
  void aReleaseWhoseAnswerWasLostIsDone() {
    instances.claim(InstanceSamples.starting(created(), "run-1"));
    loseAnswerOf("PutItem");

    Optional<License> released =
        licenses.update(LicenseId.ofOwner(anna), license -> license.released("run-1", NOW));

    assertThat(released.orElseThrow().revision()).isEqualTo(3);
    assertThat(licenses.find(LicenseId.ofOwner(anna)).orElseThrow().run()).isEmpty();
  }

  @Test
  void aBookingWhoseAnswerWasLostIsDone() {
    created();
    License license = usable();
    loseAnswerOf("TransactWriteItems");

    Optional<Session> booked = sessions.book(session(), license, UserBookings.empty(anna));

    assertThat(booked).contains(session().written(1));
    assertThat(sessions.find(session().sessionId())).isEqualTo(booked);
    assertThat(reservations.of(anna).revision()).isEqualTo(1);
    assertThat(licenses.find(license.licenseId()).orElseThrow().bookingVersion()).isEqualTo(1);
    assertAnswerWasLost("TransactWriteItems");
  }

  @Test
  void aBookingThatWasOvertakenIsNotTakenForALostAnswer() {
    created();
    License license = usable();
    assertThat(licenses.save(license.booked())).isPresent();
    loseAnswerOf("TransactWriteItems");

    assertThat(sessions.book(session(), license, UserBookings.empty(anna))).isEmpty();
    assertThat(reservations.on(license.licenseId())).isEmpty();
  }

  @Test
  void theEndOfASessionWhoseAnswerWasLostIsDone() {
    Session cancelled = SessionSamples.cancelled(booked());
    loseAnswerOf("TransactWriteItems");

    assertThat(sessions.close(cancelled)).contains(cancelled.written(2));
    assertThat(reservations.of(anna)).isEqualTo(new UserBookings(anna, List.of(), 2));
    assertAnswerWasLost("TransactWriteItems");
  }

  @Test
  void aSessionsSaveWhoseAnswerWasLostIsDone() {
    Session noted = SessionSamples.noted(booked(), "no space");
    loseAnswerOf("PutItem");

    assertThat(sessions.save(noted)).contains(noted.written(2));
    assertThat(sessions.find(noted.sessionId())).contains(noted.written(2));
    assertAnswerWasLost("PutItem");
  }

  @Test
  void aLicencesSaveWhoseAnswerWasLostIsDoneAlsoWithSessionsToBeWoken() {
    Session session = booked();
    License read = licenses.find(LicenseId.ofOwner(anna)).orElseThrow();
    loseAnswerOf("PutItem");
    License lent = licenses.save(read.in(SharingState.SHARED)).orElseThrow();
    assertThat(licenses.find(read.licenseId())).contains(lent);
    assertAnswerWasLost("PutItem");

    loseAnswerOf("TransactWriteItems");
    Optional<License> withdrawn =
        licenses.save(lent.in(SharingState.WITHDRAWN), List.of(session.sessionId()), NOW);

    assertThat(withdrawn).contains(lent.in(SharingState.WITHDRAWN).written(lent.revision() + 1));
    assertThat(licenses.find(read.licenseId())).isEqualTo(withdrawn);
    assertThat(sessions.find(session.sessionId()))
        .contains(session.due(Optional.of(NOW)).written(2));
    assertAnswerWasLost("TransactWriteItems");
  }

  @Test
  void aLicencesSaveWhileASessionIsBookedWhoseAnswerWasLostIsDone() {
    Session session = booked();
    License read = licenses.find(LicenseId.ofOwner(anna)).orElseThrow();
    loseAnswerOf("TransactWriteItems");

    Optional<License> stopping =
        licenses.saveWhile(read.in(SharingState.STOPPING), session.reservation());

    assertThat(stopping).contains(read.in(SharingState.STOPPING).written(read.revision() + 1));
    assertThat(licenses.find(read.licenseId())).isEqualTo(stopping);
    assertAnswerWasLost("TransactWriteItems");
  }

  @Test
  void aLicencesRemovalWhoseAnswerWasLostIsDone() {
    created();
    License read = licenses.find(LicenseId.ofOwner(anna)).orElseThrow();
    loseAnswerOf("DeleteItem");

    assertThat(licenses.remove(read)).isTrue();
    assertThat(licenses.find(read.licenseId())).isEmpty();
    assertAnswerWasLost("DeleteItem");
  }

  @Test
  void aThrottledReadIsRepeated() {
    Instance created = created();
    emulator.fail("dynamodb", "GetItem", "throttle", 1);

    assertThat(instances.find(anna)).contains(created);
  }

  @Test
  void aLastingErrorIsAFailureAndNeverAnAbsence() {
    emulator.fail("dynamodb", "GetItem", "error", -1);

    assertThatThrownBy(() -> instances.find(anna))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED);
              assertThat(e.retryable()).isTrue();
              assertThat(e).hasMessageStartingWith("Could not read the server's record");
            });
    assertThat(calls("GetItem")).isEqualTo(4);
  }

  /** Anna's licence, as it is once her secret is stored. */
  private License usable() {
    return licenses
        .update(
            LicenseId.ofOwner(anna),
            license -> license.with(new Credentials(true, false, Optional.of("arn:secret"))))
        .orElseThrow();
  }

  private Session session() {
    return SessionSamples.booked(
        anna, LicenseId.ofOwner(anna), "session-1", SessionSamples.slot(1));
  }

  private Session booked() {
    created();
    return sessions.book(session(), usable(), UserBookings.empty(anna)).orElseThrow();
  }

  private Instances.Created create() {
    return instances.create(
        InstanceSamples.requested(anna, castle), Optional.of(InstanceSamples.license(anna)));
  }

  private Instance created() {
    return ((Instances.Created.Done) create()).instance();
  }

  private void loseAnswerOf(String operation) {
    emulator.fail("dynamodb", operation, "lost-answer", 1);
  }

  /** The fault took place: a call without an answer, and another after it. */
  private void assertAnswerWasLost(String operation) {
    List<Integer> statuses =
        emulator.requests().stream()
            .filter(call -> call.operation().equals(operation))
            .map(EmulatorProcess.Call::status)
            .toList();
    assertThat(statuses).contains(0);
    assertThat(statuses.getLast()).isNotZero();
  }

  private long calls(String operation) {
    return emulator.requests().stream().filter(c -> c.operation().equals(operation)).count();
  }
}
