/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.kofiwebhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.event.InMemoryNotifications;
import dev.foundryhosting.instance.TestClock;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.usage.command.BookDonation;
import dev.foundryhosting.usage.command.PublishDonations;
import dev.foundryhosting.usage.port.DonationLedger;
import dev.foundryhosting.usage.port.InMemoryLedger;
import dev.foundryhosting.usage.port.KofiSecret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The function over a ledger in memory, asked as by its URL. */
final class WebhookFixture {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String TOKEN = "b2f1c3de-0000-4000-8000-5a5a5a5a5a5a";
  static final String FORM = "application/x-www-form-urlencoded";

  final InMemoryLedger ledger = new InMemoryLedger();
  final InMemoryNotifications notifications = new InMemoryNotifications();
  final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private final KofiWebhookHandler handler;

  WebhookFixture() {
    this(() -> Optional.of(TOKEN));
  }

  WebhookFixture(KofiSecret secret) {
    handler = handler(secret, ledger);
  }

  /** The same function, over a ledger that is interfered with. */
  KofiWebhookHandler handler(KofiSecret secret, DonationLedger donations) {
    TestClock clock = new TestClock(Instant.parse("2026-11-22T19:04:00Z"));
    return new KofiWebhookHandler(
        new BookDonation(donations),
        new PublishDonations(donations, notifications),
        secret,
        new RequestLog(log::add, clock),
        clock);
  }

  /** A message as Ko-fi sends it. */
  static ObjectNode message(String id) {
    return JSON.createObjectNode()
        .put("verification_token", TOKEN)
        .put("message_id", id)
        .put("timestamp", "2026-11-22T19:03:11Z")
        .put("type", "Donation")
        .put("is_public", true)
        .put("from_name", "Ada")
        .put("message", "Great session")
        .put("amount", "3.00")
        .put("url", "https://ko-fi.com/Home/CoffeeShop?txid=tx-" + id)
        .put("email", "ada@example.com")
        .put("currency", "USD")
        .put("is_subscription_payment", false)
        .put("is_first_subscription_payment", false)
        .put("kofi_transaction_id", "tx-" + id)
        .putNull("shop_items")
        .putNull("tier_name")
        .putNull("shipping");
  }

  static String form(ObjectNode message) {
    return form(message.toString());
  }

  static String form(String data) {
    return "data=" + URLEncoder.encode(data, UTF_8);
  }

  static ObjectNode event(String method, String contentType, String body, boolean base64) {
    ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("rawPath", "/");
    event.putObject("headers").put("content-type", contentType).put("host", "x.lambda-url");
    event.putObject("requestContext").putObject("http").put("method", method).put("path", "/");
    return event.put("body", body).put("isBase64Encoded", base64);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  int post(ObjectNode message) {
    return post(form(message));
  }

  int post(String form) {
    return status(event("POST", FORM, form, false));
  }

  int status(ObjectNode event) {
    return ask(event.toString()).path("statusCode").asInt();
  }

  JsonNode ask(String event) {
    return ask(handler, event);
  }

  static JsonNode ask(KofiWebhookHandler handler, String event) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), answer, null);
      return JSON.readTree(answer.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
