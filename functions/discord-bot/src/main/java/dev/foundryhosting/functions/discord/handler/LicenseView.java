package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.platform.UserId;
import java.util.ArrayList;
import java.util.List;

/** A licence and its lending, with what its owner can do in each state. */
final class LicenseView {
  private LicenseView() {}

  /** Whether others may still play on the licence. */
  static boolean lends(JsonNode license) {
    String sharing = license.path("sharing").asText("");
    return sharing.equals("shared") || sharing.equals("stopping");
  }

  static Message of(UserId user, JsonNode license, Texts texts) {
    String sharing = license.path("sharing").asText("");
    if (sharing.isEmpty()) {
      return Message.of(
          Embed.of(Embed.Color.STILL, texts.get("license.title"), texts.get("license.none")));
    }
    String explained =
        texts.getOr("license.explained." + sharing, texts.get("license.explained.other"));
    Embed embed =
        Embed.of(
                lends(license) ? Embed.Color.GOOD : Embed.Color.STILL,
                texts.get("license.title"),
                explained + "\n\n" + texts.get("license.rules"))
            .with(texts.get("license.state"), texts.getOr("sharing." + sharing, sharing));
    List<Component> buttons = new ArrayList<>();
    for (String operation : operations(sharing)) {
      buttons.add(ChangeLicense.button(user, operation, texts));
    }
    return Message.of(embed).row(buttons);
  }

  private static List<String> operations(String sharing) {
    return switch (sharing) {
      case "private" -> List.of(ChangeLicense.SHARE);
      case "shared" -> List.of("schedule_stop_after_sessions", "immediate_stop");
      case "stopping" -> List.of("cancel_scheduled_stop", "immediate_stop");
      case "withdrawn" -> List.of("reactivate_sharing");
      default -> List.of();
    };
  }
}
