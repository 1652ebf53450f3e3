/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.demo;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.instance.Attention;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.local.fargate.Fargate;
import java.time.Duration;
import java.util.Optional;

/** Foundry asks a game master once for its licence agreement. */
final class Agreement {
  private static final String HOST = "anna";
  private static final Optional<String> KEY = Optional.of("MADE-UPKE-YTHA-TOPE-NSNO-ANNA");

  /** Longer than the time between two checks of a server. */
  private static final Duration UNTIL_CHECKED = Duration.ofMinutes(6);

  private final DemoUser user;
  private final Fargate fargate;

  /**
   * @param user a member of the stand-in for Discord
   */
  Agreement(DemoUser user, Fargate fargate) {
    this.user = user;
    this.fargate = fargate;
  }

  void play(Script script) {
    fargate.askForAgreement(user.id().value());
    script.step(
        "Foundry's first start asks for its licence agreement, and the platform sees it",
        () -> {
          user.act(Action.CREATE, DemoUser.registration(HOST, KEY));
          user.until(Status.CREATED);
          start();
          pass();
          return untilAttention(Optional.of(Attention.LICENSE_AGREEMENT));
        });
    script.step(
        "in Discord the game master reads what to press, and where",
        () -> {
          String messages = user.untilMessaged("Foundry asks for its licence agreement");
          String page = "http://" + HOST + ".";
          DemoFailure.unless(messages.contains(page), "no link to the server", messages);
        });
    script.step(
        "it is accepted, a player joins, and nothing is left to do",
        () -> {
          user.acceptAgreement(HOST);
          user.player(HOST, "join");
          pass();
          untilAttention(Optional.empty());
        });
    script.step(
        "the next start asks no more",
        () -> {
          user.player(HOST, "leave");
          user.act(Action.STOP);
          user.until(Status.STOPPED);
          start();
          DemoFailure.expect("front page", 200, user.play(HOST, "/").statusCode());
        });
    script.step(
        "the user leaves",
        () -> {
          user.act(Action.DELETE_USER);
          user.untilGone();
        });
  }

  private void pass() {
    user.moveClock(user.now().plus(UNTIL_CHECKED));
  }

  private void start() {
    user.act(Action.START);
    user.until(Status.RUNNING);
  }

  private String untilAttention(Optional<Attention> expected) {
    Optional<String> label = expected.map(Attention::label);
    InstanceAnswer seen =
        user.until(
            "the attention is not " + label.orElse("gone"),
            user::status,
            each -> each.attention().map(Label::text).equals(label));
    return seen.attention().map(Label::text).orElse("");
  }
}
