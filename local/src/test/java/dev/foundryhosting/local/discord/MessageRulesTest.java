/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.functions.discord.command.CommandCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in takes what Discord takes, and refuses what Discord refuses, with its place. */
class MessageRulesTest {
  private static final String BUTTON = "{'type':2,'style':1,'label':'Go','custom_id':'%s'}";
  private static final String MENU =
      "{'type':3,'custom_id':'m','options':[{'label':'One','value':'1'}]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'content':'hello','embeds':[],'components':[]}",
        "{'embeds':[{'title':'T','color':16777215,'fields':[{'name':'n','value':'v','inline':true}]}]}",
        "{'content':'x','allowed_mentions':{'parse':[]},'nonce':'n','enforce_nonce':true,'flags':64}",
        "{'content':'x','components':[{'type':1,'components':["
            + "{'type':2,'style':5,'label':'Open','url':'https://example.org'}]}]}"
      })
  void takesWhatIsAsDocumented(String message) {
    MessageRules.check(json(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'embeds':[{'title':''}]} | embeds[0] must hold something",
        "{'embeds':[{'title':'t','fields':[{'name':'n','value':' '}]}]} | embeds[0].fields[0].value is required",
        "{'embeds':[{'title':'t','color':16777216}]} | embeds[0].color must be a number",
        "{'content':'x','nonce':'12345678901234567890123456'} | nonce must be between 1 and 25",
        "{'content':'x','allowed_mentions':{'parse':['all']}} | allowed_mentions.parse[0] must be one of",
        "{'content':'x','components':[{'type':2}]} | components[0].type must be a row",
        "{'content':'x','components':[{'type':1,'components':[]}]} | components[0].components must be a list of 1 to 5",
        "{'content':'x','components':[{'type':1,'components':[{'type':2,'style':1,'label':'a','url':'https://x.org'}]}]}"
            + "| url must not stand beside a custom_id",
        "{'content':'x','components':[{'type':1,'components':[{'type':2,'style':5,'label':'a','url':'javascript:x'}]}]}"
            + "| url must be a URL",
        "{'content':'x','components':[{'type':1,'components':[{'type':3,'custom_id':'m','options':[]}]}]}"
            + "| options must be a list of 1 to 25"
      })
  void refusesWhatBreaksALimit(String message, String why) {
    assertThatThrownBy(() -> MessageRules.check(json(message)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(why);
  }

  @Test
  void countsCharactersAndRows() {
    MessageRules.check(json("{'content':'" + "x".repeat(2000) + "'}"));
    refused("{'content':'" + "x".repeat(2001) + "'}", "content must be between 0 and 2000");
    String embed = "{'description':'" + "x".repeat(3001) + "'}";
    refused("{'embeds':[" + embed + "," + embed + "]}", "at most 6000");
    refused("{'content':'', 'embeds':[]}", "Cannot send an empty message");
    refused(row(MENU + "," + BUTTON.formatted("a")), "must hold a menu alone");
    refused(row(BUTTON.formatted("a") + "," + BUTTON.formatted("a")), "must be there once");
    refused(row(BUTTON.formatted("a".repeat(101))), "custom_id must be between 1 and 100");
  }

  @Test
  void aFormHasOneToFiveLabelledInputs() {
    String input = "{'type':18,'label':'Name','component':{'type':4,'custom_id':'%s','style':1%s}}";
    String form = "{'custom_id':'f','title':'%s','components':[%s]}";
    ComponentRules.checkModal(Part.whole(json(form.formatted("T", input.formatted("a", "")))));
    String long46 = "x".repeat(46);
    assertThatThrownBy(
            () ->
                ComponentRules.checkModal(
                    Part.whole(json(form.formatted(long46, input.formatted("a", ""))))))
        .hasMessageContaining("title must be between 1 and 45");
    assertThatThrownBy(
            () ->
                ComponentRules.checkModal(
                    Part.whole(
                        json(
                            form.formatted(
                                "T", input.formatted("a", ",'max_length':2,'value':'abc'"))))))
        .hasMessageContaining("component.value must be between 0 and 2");
  }

  @Test
  void theBotsOwnCommandsAreAsDiscordTakesThem() {
    CommandRules.check(CommandCatalogue.json());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[{'name':'Upper','description':'d'}] | [0].name must be lower-case",
        "[{'name':'a','description':''}] | [0].description must be between 1 and 100",
        "[{'name':'a','description':'d'},{'name':'a','description':'d'}] | [1].name must be there once",
        "[{'name':'a','description':'d','options':[{'type':3,'name':'x','description':'d'},"
            + "{'type':3,'name':'y','description':'d','required':true}]}] | must stand before those",
        "[{'name':'a','description':'d','options':[{'type':5,'name':'x','description':'d',"
            + "'autocomplete':true}]}] | autocomplete must stand at texts",
        "[{'name':'a','description':'d','options':[{'type':1,'name':'x','description':'d'},"
            + "{'type':3,'name':'y','description':'d'}]}] | must be subcommands, all or none"
      })
  void refusesCommandsThatDiscordRefuses(String commands, String why) {
    assertThatThrownBy(() -> CommandRules.check(json(commands)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(why);
  }

  @Test
  void aRefusalHasDiscordsShape() {
    assertThat(Refusal.invalid("content", "is required").json().toString())
        .isEqualTo("{\"message\":\"Invalid Form Body: content is required\",\"code\":50035}");
  }

  private static String row(String components) {
    return "{'content':'x','components':[{'type':1,'components':[" + components + "]}]}";
  }

  private static void refused(String message, String why) {
    assertThatThrownBy(() -> MessageRules.check(json(message))).hasMessageContaining(why);
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
