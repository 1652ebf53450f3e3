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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInServerTest {
  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private StandInServer server;

  @BeforeEach
  void start() {
    server = start(false);
  }

  private StandInServer start(boolean asks) {
    return start("", asks);
  }

  private StandInServer start(String world, boolean asks) {
    return new StandInServer(
        "anna", "13.346", new Activity(Clock.systemUTC()), folder.resolve("anna"), world, asks);
  }

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
  void theWorldThatItIsToldToOpenIsOpenBeforeThePlayersCome() throws Exception {
    server.close();
    server = start("the-sunless-vault", false);

    assertThat(status().path("world").asText()).isEqualTo("the-sunless-vault");
    assertThat(status().path("users").asInt(-1)).isZero();
  }

  @Test
  void aWorldThatIsGoneIsNotOpen() throws Exception {
    server.close();
    server = start("the-lost-vault", false);

    assertThat(status().path("active").asBoolean(true)).isFalse();
  }

  @Test
  void thereAreNeverFewerThanNoPlayers() {
    assertThatThrownBy(() -> server.players(-1)).hasMessageContaining("0 to 99");
  }

  @Test
  void itsPageSaysWhatItIs() throws Exception {
    assertThat(get("/")).contains("stands in for Foundry Virtual Tabletop", "licensed software");
  }

  @Test
  void theAgreementIsAcceptedAtOnceUnlessAPersonIsToBeAsked() throws Exception {
    assertThat(license()).contains("signature");
    assertThat(status().path("active").asBoolean(true)).isFalse();
  }

  @Test
  void beforeTheAgreementIsAcceptedTheFrontPageLeadsToItAndNobodyPlays() throws Exception {
    server.close();
    Files.delete(folder.resolve("anna/Config/license.json"));
    server = start("the-sunless-vault", true);
    assertThat(status().path("active").asBoolean(true)).isFalse();

    assertThat(answer("GET", "/").headers().firstValue("Location")).contains("/license");
    assertThat(get("/license")).contains("Accept");
    assertThat(answer("POST", "/stand-in/join").statusCode()).isEqualTo(409);
    assertThatThrownBy(() -> server.players(1)).hasMessageContaining("agreement");
    assertThat(license()).doesNotContain("signature");

    assertThat(answer("POST", "/stand-in/accept").statusCode()).isEqualTo(302);
    assertThat(license()).contains("signature");
    assertThat(answer("GET", "/").statusCode()).isEqualTo(200);
    server.players(1);
    assertThat(status().path("active").asBoolean()).isTrue();
  }

  @Test
  void aSignedLicenceThatWasLaidInNeedsNoSecondAcceptance() throws Exception {
    server.close();
    server = start(true);

    assertThat(answer("GET", "/").statusCode()).isEqualTo(200);
  }

  private String license() throws IOException {
    return Files.readString(folder.resolve("anna/Config/license.json"));
  }

  private HttpResponse<String> answer(String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.address().resolve(path))
            .method(method, BodyPublishers.noBody())
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private JsonNode status() throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get("/api/status"));
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server.address().resolve(path)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
