/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.fargate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.local.activity.Activity;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInServerTest {
  private final StandInServer server =
      new StandInServer("anna", "13.346", new Activity(Clock.systemUTC()));
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    server.close();
    http.close();
  }

  @Test
  void withoutAWorldItIsNotActiveAndHasNoUsers() throws Exception {
    JsonNode status = status();
    assertThat(status.path("active").asBoolean(true)).isFalse();
    assertThat(status.path("version").asText()).isEqualTo("13.346");
    assertThat(status.has("users")).isFalse();
    assertThat(status.has("world")).isFalse();
  }

  @Test
  void theFirstPlayersStartAWorldThatRunsOnWithoutThem() throws Exception {
    server.players(3);
    assertThat(status().path("users").asInt()).isEqualTo(3);
    server.players(0);
    assertThat(status().path("active").asBoolean()).isTrue();
    assertThat(status().path("users").asInt(-1)).isZero();
  }

  @Test
  void thereAreNeverFewerThanNoPlayers() {
    assertThatThrownBy(() -> server.players(-1)).hasMessageContaining("0 to 99");
  }

  @Test
  void itsPageSaysWhatItIs() throws Exception {
    assertThat(get("/")).contains("stands in for Foundry Virtual Tabletop", "licensed software");
  }

  private JsonNode status() throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get("/api/status"));
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server.address().resolve(path)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
