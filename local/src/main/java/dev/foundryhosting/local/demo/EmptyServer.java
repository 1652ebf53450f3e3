package dev.foundryhosting.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.local.emulator.EmulatorAdmin;
import dev.foundryhosting.local.stack.EmulatedStack;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Players come and go, the empty server is stopped, and somebody pays a part of what it cost. */
final class EmptyServer {
  private static final UserId USER = new UserId("300000000000000004");
  private static final String HOST = "quinn";

  /** Longer than a server is left without being looked at. */
  private static final Duration A_LOOK = Duration.ofMinutes(6);

  private static final Duration EVENING = Duration.ofHours(3);
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final BigDecimal GIVEN = new BigDecimal("0.10");

  private final Caller caller;
  private final Invoice invoice;

  EmptyServer(int port, int gamePort, EmulatorAdmin emulator, Environment environment) {
    this.caller = new Caller(port, gamePort, USER.value());
    this.invoice = new Invoice(caller, USER, emulator, environment);
  }

  void play(Script script) {
    come(script);
    go(script);
    give(script);
    pay(script);
  }

  private void come(Script script) {
    script.step(
        "a server is started, a player joins, and the platform sees it",
        () -> {
          caller.act(
              "create",
              "username",
              HOST,
              "licenseType",
              "byol",
              "licenseKey",
              "MADE-UPKE-YTHA-TOPE-NSNO-QUIN");
          caller.until("created");
          caller.act("start");
          caller.until("running");
          caller.join(HOST);
          pass(A_LOOK);
          JsonNode seen = untilCounted(1);
          return seen.path("players").asInt() + " player";
        });
    script.step(
        "they play for three hours; what it costs can be seen meanwhile",
        () -> {
          pass(EVENING);
          JsonNode cost = untilCounted(1).path("cost");
          JsonNode running = invoice.only("run");
          DemoFailure.unless(running.path("running").asBoolean(), "the bill has", running);
          return "%s %s so far"
              .formatted(cost.path("amount").asText(), cost.path("currency").asText());
        });
  }

  private void go(Script script) {
    script.step(
        "everybody leaves, and the game master keeps the server for another hour",
        () -> {
          caller.leave(HOST);
          pass(A_LOOK);
          untilCounted(0);
          caller.act("keep-alive", "minutes", 60);
          return "";
        });
    script.step(
        "so it is not stopped after 20 minutes: half an hour later it still runs",
        () -> {
          pass(HALF_AN_HOUR);
          caller.sweep();
          JsonNode seen = caller.act("status");
          DemoFailure.expect("status", "running", seen.path("status").asText());
          DemoFailure.unless(!seen.has("shutdownAt"), "its end is announced", seen);
          return "";
        });
    script.step(
        "when that hour is over it is stopped, since nobody plays",
        () -> {
          pass(HALF_AN_HOUR);
          JsonNode stopped = caller.until("stopped");
          caller.untilTold("InstanceStopped");
          String why = stopped.path("statusReason").asText();
          DemoFailure.expect("reason", "Nobody played for 20 minutes.", why);
          return why;
        });
  }

  private void give(Script script) {
    ObjectNode message = message();
    script.step(
        "who does not know Ko-fi's token books nothing",
        () -> {
          ObjectNode forged = message.deepCopy().put("verification_token", "guessed");
          DemoFailure.expect("answer", 401, caller.kofi(forged));
          DemoFailure.expect("donations", List.of(), invoice.entries("donation"));
          return "401";
        });
    script.step(
        "Ko-fi tells of a donation, twice, and it is booked once",
        () -> {
          DemoFailure.expect("answer", 200, caller.kofi(message));
          DemoFailure.expect("answer", 200, caller.kofi(message));
          caller.untilTold("DonationBooked");
          JsonNode donation = invoice.only("donation");
          return "%s %s from %s"
              .formatted(
                  donation.path("amount").asText(),
                  donation.path("currency").asText(),
                  donation.path("from").asText());
        });
  }

  private void pay(Script script) {
    script.step("the run is billed to the second of its task's life in ECS", invoice::seconds);
    script.step("at the price of its size", invoice::price);
    script.step("and the month adds up", invoice::sums);
    script.step(
        "the user leaves; what it cost stays in the books",
        () -> {
          JsonNode run = invoice.entries("run").getLast();
          caller.act("delete-user");
          caller.untilGone();
          DemoFailure.unless(invoice.entries("run").contains(run), "the books lost", run);
          return "";
        });
  }

  private JsonNode untilCounted(int players) {
    return caller.until(
        "players are not counted",
        () -> caller.act("status"),
        instance -> instance.path("players").asInt(-1) == players);
  }

  private void pass(Duration time) {
    caller.moveClock(caller.now().plus(time));
  }

  private ObjectNode message() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("verification_token", EmulatedStack.KOFI_TOKEN)
        .put("message_id", UUID.randomUUID().toString())
        .put("timestamp", caller.now().toString())
        .put("type", "Donation")
        .put("is_public", true)
        .put("from_name", "Ada")
        .put("message", "Great evening! discord: " + USER)
        .put("amount", GIVEN.toPlainString())
        .put("currency", "USD")
        .put("email", "ada@example.org")
        .put("kofi_transaction_id", UUID.randomUUID().toString());
  }
}
