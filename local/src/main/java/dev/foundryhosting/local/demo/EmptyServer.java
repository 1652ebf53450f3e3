/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.Amount;
import dev.foundryhosting.api.CostEntry;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.InstanceRequest;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.local.emulator.EmulatorAdmin;
import dev.foundryhosting.local.stack.EmulatedStack;
import dev.foundryhosting.platform.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Players come and go, the empty server stops, and a donation covers a part of its cost. */
final class EmptyServer {
  private static final String HOST = "quinn";
  private static final Optional<String> KEY = Optional.of("MADE-UPKE-YTHA-TOPE-NSNO-QUIN");

  /** Longer than the time between two checks of a server. */
  private static final Duration UNTIL_CHECKED = Duration.ofMinutes(6);

  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private final DemoUser user;
  private final Invoice invoice;

  EmptyServer(DemoUser user, EmulatorAdmin emulator, Environment environment) {
    this.user = user;
    this.invoice = new Invoice(user, emulator, environment);
  }

  void play(Script script) {
    come(script);
    leave(script);
    donate(script);
    pay(script);
  }

  private void come(Script script) {
    script.step(
        "a server is started, a player joins, and the platform sees it",
        () -> {
          user.act(Action.CREATE, DemoUser.registration(HOST, KEY));
          user.until(Status.CREATED);
          user.act(Action.START);
          user.until(Status.RUNNING);
          user.player(HOST, "join");
          pass(UNTIL_CHECKED);
          return untilCounted(1).players().orElseThrow() + " player";
        });
    script.step(
        "they play for three hours; what it costs can be seen meanwhile",
        () -> {
          pass(Duration.ofHours(3));
          Amount cost = untilCounted(1).cost().orElseThrow();
          CostEntry.Run run = invoice.only(CostEntry.Run.class);
          DemoFailure.unless(run.running().orElse(false), "the bill has", run);
          return "%s %s so far".formatted(cost.amount(), cost.currency());
        });
  }

  private void leave(Script script) {
    script.step(
        "all leave, and the game master keeps the server for another hour",
        () -> {
          user.player(HOST, "leave");
          pass(UNTIL_CHECKED);
          untilCounted(0);
          user.act(Action.KEEP_ALIVE, new InstanceRequest.KeepAlive(60));
        });
    script.step(
        "so it is not stopped after 20 minutes: half an hour later it still runs",
        () -> {
          pass(HALF_AN_HOUR);
          user.sweep();
          InstanceAnswer seen = user.status();
          DemoFailure.expect("status", "running", seen.status().text());
          DemoFailure.unless(seen.shutdownAt().isEmpty(), "its end is announced", seen);
        });
    script.step(
        "after that hour it stops, since it is empty",
        () -> {
          pass(HALF_AN_HOUR);
          String why = user.until(Status.STOPPED).statusReason().orElse("");
          user.untilNotified("InstanceStopped");
          DemoFailure.expect("reason", "Nobody played for 20 minutes.", why);
          return why;
        });
  }

  private void donate(Script script) {
    ObjectNode message = message();
    script.step(
        "a message without Ko-fi's token books nothing",
        () -> {
          ObjectNode forged = message.deepCopy().put("verification_token", "guessed");
          DemoFailure.expect("answer", 401, user.kofi(forged));
          DemoFailure.expect("donations", List.of(), invoice.entries(CostEntry.Donation.class));
          return "401";
        });
    script.step(
        "Ko-fi sends a donation twice, and it is booked once",
        () -> {
          DemoFailure.expect("answer", 200, user.kofi(message));
          DemoFailure.expect("answer", 200, user.kofi(message));
          user.untilNotified("DonationBooked");
          CostEntry.Donation donation = invoice.only(CostEntry.Donation.class);
          return "%s %s from %s"
              .formatted(donation.amount(), donation.currency(), donation.from().orElse(""));
        });
  }

  private void pay(Script script) {
    script.step("the run is billed to the second of its task's life in ECS", invoice::seconds);
    script.step("at the price of its size", invoice::price);
    script.step("and the month adds up", invoice::sums);
    script.step(
        "the user leaves; what it cost stays in the books",
        () -> {
          CostEntry.Run run = invoice.entries(CostEntry.Run.class).getLast();
          user.act(Action.DELETE_USER);
          user.untilGone();
          boolean kept = invoice.entries(CostEntry.Run.class).contains(run);
          DemoFailure.unless(kept, "the books lost", run);
        });
  }

  private InstanceAnswer untilCounted(int players) {
    return user.until(
        "players are not counted",
        user::status,
        instance -> instance.players().filter(count -> count == players).isPresent());
  }

  private void pass(Duration time) {
    user.moveClock(user.now().plus(time));
  }

  private ObjectNode message() {
    return Json.object()
        .put("verification_token", EmulatedStack.KOFI_TOKEN)
        .put("message_id", UUID.randomUUID().toString())
        .put("timestamp", user.now().toString())
        .put("type", "Donation")
        .put("is_public", true)
        .put("from_name", "Ada")
        .put("message", "Great evening! discord: " + user.id())
        .put("amount", "0.10")
        .put("currency", "USD")
        .put("email", "ada@example.org")
        .put("kofi_transaction_id", UUID.randomUUID().toString());
  }
}
