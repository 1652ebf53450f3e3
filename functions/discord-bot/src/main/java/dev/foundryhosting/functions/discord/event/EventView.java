package dev.foundryhosting.functions.discord.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.handler.KeepServerRunning;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.view.Times;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/** What an event says to the member whom it concerns (docs/events.md). */
final class EventView {
  private final Texts texts;
  private final String domain;

  /**
   * @param domain below which the servers are
   */
  EventView(Texts texts, String domain) {
    this.texts = texts;
    this.domain = domain;
  }

  /** The message; empty for an event of which people are told nothing. */
  Optional<Message> message(String name, JsonNode detail, UserId user) {
    return Optional.ofNullable(
        switch (name) {
          case "InstanceReady" -> said(name, Embed.Color.GOOD, detail, url(detail));
          case "InstanceStopped" -> said(name, Embed.Color.STILL, detail, reason(detail));
          case "InstanceFailed" -> said(name, Embed.Color.BAD, detail, reason(detail));
          case "ShutdownWarning" -> warning(detail, user);
          case "SessionPreparing" -> said(name, Embed.Color.BUSY, detail, session(detail));
          case "SessionReady" ->
              said(name, Embed.Color.GOOD, detail, session(detail) + "\n" + url(detail));
          case "SessionFailed" ->
              said(name, Embed.Color.BAD, detail, session(detail) + "\n" + reason(detail));
          case "SessionCancelled" ->
              said(name, Embed.Color.STILL, detail, session(detail) + "\n" + reason(detail));
          case "LicenseBorrowed" ->
              said(name, Embed.Color.CALM, detail, borrower(detail) + "\n" + session(detail));
          case "DonationBooked" -> said(name, Embed.Color.GOOD, detail, donation(detail));
          default -> null;
        });
  }

  /** Whether the server looks otherwise after it. */
  static boolean changesTheServer(String name) {
    return name.startsWith("Instance") || name.equals("ShutdownWarning");
  }

  private Message said(String name, Embed.Color color, JsonNode detail, String text) {
    String server = Markdown.escape(detail.path("subdomain").asText(""));
    return Message.of(Embed.of(color, texts.get("event." + name, server), text.strip()));
  }

  private Message warning(JsonNode detail, UserId user) {
    String when =
        Times.find(detail, "shutdownAt")
            .map(at -> Markdown.time(at) + " (" + Markdown.relative(at) + ")")
            .orElse("");
    Message message =
        said("ShutdownWarning", Embed.Color.BUSY, detail, when + "\n" + reason(detail));
    return detail.path("canKeepAlive").asBoolean()
        ? message.row(KeepServerRunning.buttonBelowWarning(user, texts))
        : message;
  }

  private String url(JsonNode detail) {
    String subdomain = detail.path("subdomain").asText("");
    return subdomain.isEmpty() ? "" : "https://" + subdomain + "." + domain;
  }

  private static String reason(JsonNode detail) {
    return Markdown.escape(detail.path("reason").asText(""));
  }

  private static String session(JsonNode detail) {
    JsonNode session = detail.path("session");
    return "**%s**\n%s"
        .formatted(
            Markdown.escape(session.path("title").asText("")),
            Times.find(session, "startsAt")
                .map(at -> Markdown.time(at) + " " + Markdown.relative(at))
                .orElse(""));
  }

  private String borrower(JsonNode detail) {
    return texts.get("event.borrower", Markdown.escape(detail.path("borrowerId").asText("")));
  }

  private String donation(JsonNode detail) {
    String amount =
        Markdown.escape(
            detail.path("amount").asText("") + " " + detail.path("currency").asText(""));
    return detail.has("from")
        ? texts.get("event.donation.from", amount, Markdown.escape(detail.path("from").asText()))
        : texts.get("event.donation", amount);
  }
}
