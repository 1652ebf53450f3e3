/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTest {
  @Test
  void textOfOthersCanNeitherFormatNorLinkNorMention() {
    assertThat(Markdown.escape("**b** `c` ||s|| [x](http://y) <@1> @everyone\n# head"))
        .isEqualTo(
            "\\*\\*b\\*\\* \\`c\\` \\|\\|s\\|\\| \\[x\\]\\(http\\://y\\) \\<@\u200b1\\>"
                + " @\u200beveryone \\# head");
  }

  @Test
  void aMessageMentionsNoPersonOrRole() {
    assertThat(Message.text("@everyone <@1>").json().path("allowed_mentions").toString())
        .isEqualTo("{\"parse\":[]}");
  }

  @Test
  void textsAreCutToDiscordsLimits() {
    String tooLong = "😀".repeat(5000);
    Message message =
        new Message(
                tooLong,
                List.of(Embed.of(Embed.Color.GOOD, tooLong, tooLong).with(tooLong, tooLong)),
                List.of(),
                false)
            .row(Component.primary(tooLong, new CustomId("register", List.of())));

    JsonNode json = message.json();

    assertThat(json.path("content").asText()).hasSizeLessThanOrEqualTo(2000).endsWith("😀…");
    assertThat(json.path("embeds").path(0).path("title").asText()).hasSizeLessThanOrEqualTo(256);
    assertThat(json.path("embeds").path(0).path("fields").path(0).path("value").asText())
        .hasSizeLessThanOrEqualTo(1024);
    assertThat(json.findValue("label").asText()).hasSizeLessThanOrEqualTo(80);
  }

  @Test
  void anEmbedKeepsDiscordsLimitOfAllItsTexts() {
    Embed embed = Embed.of(Embed.Color.GOOD, "t".repeat(300), "d".repeat(5000));
    for (int i = 0; i < 30; i++) {
      embed = embed.with("n".repeat(100), "v".repeat(100));
    }

    JsonNode json = Message.of(embed).json().path("embeds").path(0);

    assertThat(json.path("fields")).hasSize(25);
    assertThat(json.path("description").asText()).hasSize(6000 - 256 - 25 * 200).endsWith("d…");
  }

  @Test
  void fieldsThatDoNotFitAreLeftOut() {
    Embed embed = Embed.of(Embed.Color.GOOD, "t", "d");
    for (int i = 0; i < 9; i++) {
      embed = embed.with("n".repeat(256), "v".repeat(1024));
    }

    JsonNode json = Message.of(embed).json().path("embeds").path(0);

    assertThat(json.path("fields")).hasSize(4);
    assertThat(json.path("description").asText()).isEqualTo("d");
  }

  @Test
  void aSecretIsNotPrinted() {
    assertThat(Message.text("key-0815").asSecret().toString()).doesNotContain("0815");
  }

  @Test
  void anEmptyTextIsLeftOut() {
    JsonNode embed = Message.of(Embed.of(Embed.Color.GOOD, "", " ").with("n", "v")).json();

    assertThat(embed.path("embeds").path(0).properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("color", "fields");
  }

  @Test
  void anEmptyFieldIsADash() {
    assertThat(
            Message.of(Embed.of(Embed.Color.GOOD, "t", "d").with("players", " "))
                .json()
                .findValue("value")
                .asText())
        .isEqualTo("–");
  }
}
