/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.event;

import dev.foundryhosting.functions.discord.handler.ChooseSize;
import dev.foundryhosting.functions.discord.handler.KeepServerRunning;
import dev.foundryhosting.functions.discord.handler.ShowAdminKey;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.instance.Attention;
import dev.foundryhosting.platform.ServerUrls;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.Prices;
import java.util.Optional;

/** What an event says to the member whom it concerns. */
final class EventView {
  private final Texts texts;
  private final ServerUrls urls;
  private final Prices prices;

  EventView(Texts texts, ServerUrls urls, Prices prices) {
    this.texts = texts;
    this.urls = urls;
    this.prices = prices;
  }

  /** The message; empty for an event that members do not read. */
  Optional<Message> message(BusEvent event, UserId user) {
    return Optional.ofNullable(
        switch (event.name()) {
          case "InstanceProgressed" -> asksForAgreement(event) ? agreement(event, user) : null;
          case "InstanceReady" -> message(event, Embed.Color.GOOD, url(event));
          case "InstanceStopped" -> message(event, Embed.Color.STILL, reason(event));
          case "InstanceFailed" -> failure(event, user);
          case "ShutdownWarning" -> warning(event, user);
          case "SessionPreparing" -> message(event, Embed.Color.BUSY, session(event));
          case "SessionReady" ->
              message(event, Embed.Color.GOOD, session(event) + "\n" + url(event));
          case "SessionFailed" ->
              message(event, Embed.Color.BAD, session(event) + "\n" + reason(event));
          case "SessionCancelled" ->
              message(event, Embed.Color.STILL, session(event) + "\n" + reason(event));
          case "LicenseBorrowed" ->
              message(
                  event,
                  Embed.Color.CALM,
                  texts.get("event.borrower", Markdown.escape(event.borrowerId()))
                      + "\n"
                      + session(event));
          case "DonationBooked" -> message(event, Embed.Color.GOOD, donation(event));
          default -> null;
        });
  }

  static boolean changesDashboard(BusEvent event) {
    return event.name().startsWith("Instance") || event.name().equals("ShutdownWarning");
  }

  private Message message(BusEvent event, Embed.Color color, String text) {
    String title = texts.get("event." + event.name(), Markdown.escape(event.subdomain()));
    return Message.of(Embed.of(color, title, text.strip()));
  }

  /**
   * Only the licence agreement is worth a message of its own: without it no world ever opens. The
   * dashboard says the rest.
   */
  private static boolean asksForAgreement(BusEvent event) {
    return event.attention().equals(Attention.LICENSE_AGREEMENT.label());
  }

  private Message agreement(BusEvent event, UserId user) {
    String open = texts.get("button.open");
    String adminKey = texts.get("button.admin-key");
    String text = texts.get("attention." + event.attention(), open, adminKey);
    return message(event, Embed.Color.BUSY, text + "\n" + url(event))
        .row(new Component.Link(open, url(event)), ShowAdminKey.button(user.value(), texts));
  }

  private Message failure(BusEvent event, UserId user) {
    Message message = message(event, Embed.Color.BAD, reason(event));
    return event
        .largerSize()
        .map(size -> ChooseSize.button(user.value(), size, texts, prices))
        .map(message::row)
        .orElse(message);
  }

  private Message warning(BusEvent event, UserId user) {
    String when =
        event
            .shutdownAt()
            .map(at -> Markdown.time(at) + " (" + Markdown.relative(at) + ")")
            .orElse("");
    Message message = message(event, Embed.Color.BUSY, when + "\n" + reason(event));
    return event.canKeepAlive()
        ? message.row(
            Component.primary(
                texts.get("button.keep-alive"),
                KeepServerRunning.PROLONG.with(user.value(), KeepServerRunning.MINUTES)))
        : message;
  }

  private String url(BusEvent event) {
    return event.subdomain().isEmpty() ? "" : urls.of(event.subdomain());
  }

  private static String reason(BusEvent event) {
    return Markdown.escape(event.reason());
  }

  private static String session(BusEvent event) {
    return "**%s**\n%s"
        .formatted(
            Markdown.escape(event.sessionTitle()),
            event.sessionStartsAt().map(Markdown::timeAndRelative).orElse(""));
  }

  private String donation(BusEvent event) {
    String amount = Markdown.escape(event.amount() + " " + event.currency());
    return event.from().isEmpty()
        ? texts.get("event.donation", amount)
        : texts.get("event.donation.from", amount, Markdown.escape(event.from()));
  }
}
