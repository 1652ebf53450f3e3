/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.sessionprep;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.session.command.PrepareSessions;
import dev.foundryhosting.session.port.Sessions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionPrepHandlerTest {
  private final PlatformFixture world = new PlatformFixture();
  private final List<String> log = new ArrayList<>();
  private Instant start;

  @BeforeEach
  void aliceHasASession() {
    world.worker().create(PlatformFixture.owner(ALICE, "alice"));
    start = world.clock.instant().plus(Duration.ofHours(1));
    world.worker().schedule(ALICE, start, Duration.ofHours(2));
  }

  @Test
  void aTickReportsItsResults() throws IOException {
    assertThat(tick(PortCalls.undisturbed())).contains("\"prepared\":0");
    world.clock.advance(Duration.ofMinutes(55));

    assertThat(tick(PortCalls.undisturbed()))
        .isEqualTo("{\"prepared\":1,\"activated\":0,\"completed\":0,\"failed\":0,\"troubled\":0}");
    assertThat(world.tasks.live(ALICE)).hasSize(1);
    for (int second = 0; second < 240; second += 20) {
      world.clock.advance(Duration.ofSeconds(20));
      world.cloudMoves();
      world.worker().reconcile(ALICE);
    }
    assertThat(tick(PortCalls.undisturbed())).contains("\"activated\":1");
    world.clock.advance(Duration.ofHours(3));
    assertThat(tick(PortCalls.undisturbed())).contains("\"completed\":1");
    assertThat(log).allSatisfy(line -> assertThat(line).contains("\"action\":\"prepare\"", "ok"));
  }

  @Test
  void theDocumentNamesEveryFieldOfTheAnswer() throws IOException {
    JsonNode answer = new ObjectMapper().readTree(tick(PortCalls.undisturbed()));
    assertThat(Files.readAllLines(Path.of("..", "..", "docs", "api.md")))
        .filteredOn(row -> row.startsWith("| `session-prep` |"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains(
            answer
                .propertyStream()
                .map(Map.Entry::getKey)
                .collect(joining("\", \"", "`{\"", "\"}`")));
  }

  @Test
  void aFailureIsCountedAndDueAgain() throws IOException {
    world.clock.advance(Duration.ofMinutes(55));

    assertThat(tick(failing("Sessions.find"))).contains("\"troubled\":1", "\"prepared\":0");
    assertThat(tick(PortCalls.undisturbed())).contains("\"troubled\":0", "\"prepared\":1");
  }

  @Test
  void theTickFailsWhenItCannotReadWhatIsDue() {
    assertThatThrownBy(() -> tick(failing("Sessions.dueSessions")))
        .isInstanceOf(PlatformException.class);
    assertThat(log).singleElement().asString().contains("\"Errors\":1");
  }

  private String tick(PortCalls calls) throws IOException {
    SessionPrepHandler handler =
        new SessionPrepHandler(
            new PrepareSessions(
                calls.on(Sessions.class, world.store),
                world.worker(calls).sessionReconciler(),
                (sentence, cause) -> world.troubles.add(sentence),
                world.metrics,
                world.clock),
            new RequestLog(log::add, world.clock),
            world.clock);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream("{\"source\": \"aws.events\"}".getBytes(UTF_8)), answer, null);
    return answer.toString(UTF_8);
  }

  private static PortCalls failing(String where) {
    return new PortCalls() {
      @Override
      public void before(String call) {
        if (call.equals(where)) {
          throw PlatformException.dependency("Could not do " + call + ".", true);
        }
      }

      @Override
      public void after(String call) {}
    };
  }
}
