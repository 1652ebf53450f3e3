/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.autoshutdown;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.lambda.RequestLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class AutoShutdownHandlerTest {
  private final PlatformFixture world = new PlatformFixture();
  private final List<String> log = new ArrayList<>();

  @Test
  void theSweepReconcilesAnInstanceWithoutAnEvent() throws IOException {
    world.worker().create(PlatformFixture.owner(ALICE, "alice"));
    world.worker().create(PlatformFixture.owner(BOB, "bob"));
    world.worker().start(ALICE);
    world.cloudMoves();
    world.clock.advance(Duration.ofMinutes(2));

    assertThat(sweep(PortCalls.undisturbed()))
        .isEqualTo(
            "{\"checked\":1,\"stopped\":0,\"warned\":0,\"repaired\":1,\"failed\":0,\"restarted\":0}");
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STARTING);
    assertThat(log).singleElement().asString().contains("\"action\":\"sweep\"", "\"ok\"");
  }

  @Test
  void theDocumentNamesEveryFieldOfTheAnswer() throws IOException {
    JsonNode answer = new ObjectMapper().readTree(sweep(PortCalls.undisturbed()));
    assertThat(Files.readAllLines(Path.of("..", "..", "docs", "api.md")))
        .filteredOn(row -> row.startsWith("| `auto-shutdown` |"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains(
            answer
                .propertyStream()
                .map(Map.Entry::getKey)
                .collect(joining("\", \"", "`{\"", "\"}`")));
  }

  @Test
  void aServerThatIsEmptyForTooLongIsStopped() throws IOException {
    world.worker().create(PlatformFixture.owner(ALICE, "alice"));
    world.worker().start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    world.players.play("alice", 0);
    assertThat(sweep(PortCalls.undisturbed())).contains("\"stopped\":0");
    world.clock.advance(Duration.ofMinutes(16));

    assertThat(sweep(PortCalls.undisturbed()))
        .isEqualTo(
            "{\"checked\":1,\"stopped\":1,\"warned\":0,\"repaired\":0,\"failed\":0,\"restarted\":0}");
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPING);
  }

  /** A public report: the setup page was taken for nobody, and stopped in the first evening. */
  @Test
  void whoWorksOnTheSetupPageIsNotStoppedWithoutAWarning() throws IOException {
    JsonNode steps =
        new ObjectMapper()
            .readTree(getClass().getResourceAsStream("/cases/setup-page-is-nobody.json"))
            .path("steps");
    assertThat(steps.path(1).path("apiStatus").path("active").asBoolean(true)).isFalse();
    world.worker().create(PlatformFixture.owner(ALICE, "alice"));
    world.worker().start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    world.players.setUp("alice", "no world");
    int minutes = 0;
    for (JsonNode at : steps.path(2).path("atMinutes")) {
      world.clock.advance(Duration.ofMinutes(at.asInt() - minutes));
      minutes = at.asInt();
      assertThat(sweep(PortCalls.undisturbed())).contains("\"stopped\":0", "\"warned\":0");
    }

    assertThat(minutes).isEqualTo(16);
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aFailureIsCountedAndDueAgain() throws IOException {
    world.worker().create(PlatformFixture.owner(ALICE, "alice"));
    world.worker().start(ALICE);
    world.clock.advance(Duration.ofMinutes(2));

    assertThat(sweep(failing("Tasks.observe"))).contains("\"checked\":1", "\"failed\":1");
    assertThat(world.instance(ALICE).reconcileStatus().nextCheckAt()).isPresent();
  }

  @Test
  void theSweepFailsWhenItCannotReadTheOrders() {
    assertThatThrownBy(() -> sweep(failing("MaintenanceOrders.maintenance")))
        .isInstanceOf(PlatformException.class);
  }

  @Test
  void anOrphanCountsAsRepaired() throws IOException {
    world.routes.openForChecks(ALICE, "alice.play.example.org").orThrow();
    assertThat(sweep(PortCalls.undisturbed())).contains("\"checked\":0", "\"repaired\":0");
    world.clock.advance(Duration.ofMinutes(5));

    assertThat(sweep(PortCalls.undisturbed())).contains("\"checked\":0", "\"repaired\":1");
    assertThat(world.routes.of(ALICE)).isEmpty();
  }

  @Test
  void aFailedSearchForOrphansFailsNoSweep() throws IOException {
    assertThat(sweep(failing("TaskInventory.list"))).contains("\"repaired\":0", "\"failed\":1");
    assertThat(log).singleElement().asString().contains("\"ok\"");
  }

  @Test
  void theSweepFailsWhenItCannotReadWhatIsDue() {
    assertThatThrownBy(() -> sweep(failing("Instances.due"))).isInstanceOf(PlatformException.class);
    assertThat(log).singleElement().asString().contains("\"Errors\":1");
  }

  private String sweep(PortCalls calls) throws IOException {
    PlatformFixture.Worker function = world.worker(calls);
    AutoShutdownHandler handler =
        new AutoShutdownHandler(
            function.sweeper(),
            function.orphanCollector(),
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
