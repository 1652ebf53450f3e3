/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.LoggedResponse;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** WireMock in Discord's place: takes every call, records it, and answers by a script. */
public final class StandInDiscord {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final WireMockServer SERVER =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

  /** The id of everything that the stand-in makes. */
  public static final String MADE = "990000000000000001";

  static {
    SERVER.start();
  }

  /** A call that arrived. */
  public record Call(String method, String path, JsonNode body, String authorization, int status) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** Empty, and friendly to everything. */
  public StandInDiscord() {
    SERVER.resetAll();
    SERVER.stubFor(
        any(anyUrl())
            .atPriority(10)
            .willReturn(aResponse().withStatus(200).withBody("{\"id\":\"" + MADE + "\"}")));
    answers("GET", "/guilds/[0-9]+/channels", 200, "[]");
  }

  public String url() {
    return SERVER.baseUrl();
  }

  /** From now on it answers so. */
  public void answers(String method, String path, int status, String body) {
    SERVER.stubFor(
        request(method, urlMatching(path))
            .atPriority(5)
            .willReturn(aResponse().withStatus(status).withBody(body)));
  }

  /** It answers so some times, and then as before. */
  public void answersFirst(int times, String method, String path, int status, String body) {
    for (int i = 0; i < times; i++) {
      inTurn(i, method, path, aResponse().withStatus(status).withBody(body));
    }
  }

  /** It answers with these statuses in their order, and then as before. */
  public void answersInTurn(String method, String path, int... statuses) {
    for (int i = 0; i < statuses.length; i++) {
      inTurn(i, method, path, aResponse().withStatus(statuses[i]).withBody("{}"));
    }
  }

  private static void inTurn(int turn, String method, String path, ResponseDefinitionBuilder how) {
    SERVER.stubFor(
        request(method, urlMatching(path))
            .atPriority(1)
            .inScenario(method + path)
            .whenScenarioStateIs(turn == 0 ? "Started" : "after " + turn)
            .willSetStateTo("after " + (turn + 1))
            .willReturn(how));
  }

  /** It takes the call, and its answer never arrives. */
  public void losesAnswers(String method, String path) {
    SERVER.stubFor(
        request(method, urlMatching(path))
            .atPriority(5)
            .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
  }

  /** A proxy before it limits the first message, in no form of Discord's. */
  public void limitsFirst(String path, String retryAfter) {
    inTurn(
        0,
        "POST",
        path,
        aResponse()
            .withStatus(429)
            .withHeader("Retry-After", retryAfter)
            .withBody("<html>slow down</html>"));
  }

  /** Every call, in the order in which they came. */
  public List<Call> calls() {
    List<ServeEvent> events = new ArrayList<>(SERVER.getAllServeEvents());
    Collections.reverse(events);
    return events.stream().map(StandInDiscord::call).toList();
  }

  /** Such as {@code PATCH /webhooks/1/t/messages/@original}, in their order. */
  public List<String> lines() {
    return calls().stream().map(Call::toString).toList();
  }

  public Call last() {
    return calls().getLast();
  }

  /** The one call with that method whose path ends so. */
  public Call call(String method, String end) {
    List<Call> found =
        calls().stream().filter(c -> c.method().equals(method) && c.path().endsWith(end)).toList();
    if (found.size() != 1) {
      throw new AssertionError(method + " ..." + end + ": " + found.size() + " of " + lines());
    }
    return found.getFirst();
  }

  public void forgetCalls() {
    SERVER.resetRequests();
  }

  private static Call call(ServeEvent event) {
    LoggedRequest request = event.getRequest();
    LoggedResponse response = event.getResponse();
    return new Call(
        request.getMethod().value(),
        request.getUrl(),
        json(request.getBodyAsString()),
        request.containsHeader("Authorization") ? request.getHeader("Authorization") : "",
        response.getStatus());
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + body, e);
    }
  }
}
