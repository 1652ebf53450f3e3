/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.foundryhosting.functions.discord.command.CommandCatalogue;
import dev.foundryhosting.local.clock.MovableClock;
import dev.foundryhosting.local.discord.DiscordApp.CommandRequest;
import dev.foundryhosting.local.discord.DiscordApp.ComponentRequest;
import dev.foundryhosting.local.discord.DiscordApp.DismissRequest;
import dev.foundryhosting.local.discord.DiscordApp.FormRequest;
import dev.foundryhosting.platform.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in between people and a bot whose answers a test sets. */
class StandInDiscordTest {
  private static final String ANNA = "1100000000000000101";
  private static final String BO = "1100000000000000103";
  private static final String KIM = "1100000000000000104";
  private static final String BUTTON =
      "{'content':'%s','components':[{'type':1,'components':"
          + "[{'type':2,'style':1,'label':'Go','custom_id':'go'}]}]}";

  private final MovableClock clock = new MovableClock(Clock.systemUTC());
  private final Community community = new Community(clock);
  private final DiscordApplication application = new DiscordApplication();
  private final BotChannels channels = new BotChannels(community);
  private HttpServer bot;
  private Interactions interactions;
  private DiscordApp app;
  private String answer;
  private JsonNode received;
  private String signature;
  private String signed;

  @BeforeEach
  void startBot() throws IOException {
    bot = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    bot.createContext("/function-url/discord-bot/", this::answer);
    bot.start();
    interactions =
        new Interactions(
            community,
            new BotEndpoint(bot.getAddress().getPort(), application, clock, new ObjectMapper()),
            clock);
    app = new DiscordApp(community, interactions, application, new Environment(Map.of()), clock);
    community.register(CommandCatalogue.json());
  }

  @AfterEach
  void stopBot() {
    bot.stop(0);
  }

  @Test
  void thePublicKeyOfTheSecretVerifiesAnInteraction() throws GeneralSecurityException {
    answer = "{'type':5,'data':{'flags':64}}";

    give(ANNA, "dashboard");

    String key = new DiscordSecret(application.secret()).publicKey();
    Signature ed25519 = Signature.getInstance("Ed25519");
    ed25519.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new X509EncodedKeySpec(HexFormat.of().parseHex("302a300506032b6570032100" + key))));
    ed25519.update(signed.getBytes(UTF_8));
    assertThat(ed25519.verify(HexFormat.of().parseHex(signature))).isTrue();
    assertThat(received.path("member").path("user").path("id").asText()).isEqualTo(ANNA);
    assertThat(received.path("data").toString()).contains("\"name\":\"dashboard\",\"type\":1");
  }

  @Test
  void aDeferredResponseShowsThinkingToItsPersonAloneUntilItIsEdited() {
    answer = "{'type':5,'data':{'flags':64}}";
    give(ANNA, "dashboard");

    assertThat(seenBy(ANNA)).singleElement().matches(Post::thinking);
    assertThat(seenBy(BO)).isEmpty();

    interactions.editOriginal(token(), json("{'content':'done'}"));

    assertThat(seenBy(ANNA))
        .singleElement()
        .matches(post -> !post.thinking())
        .matches(post -> post.body().path("content").asText().equals("done"));
    interactions.followUp(token(), json("{'content':'more','flags':64}"));
    assertThat(seenBy(ANNA)).hasSize(2);
    assertThat(seenBy(BO)).isEmpty();
  }

  @Test
  void theFirstFollowUpReplacesADeferredResponse() {
    answer = "{'type':5,'data':{'flags':64}}";
    give(ANNA, "dashboard");

    interactions.followUp(token(), json("{'content':'done'}"));

    assertThat(seenBy(ANNA)).singleElement().matches(post -> post.reader().isPresent());
    assertThat(seenBy(BO)).isEmpty();
  }

  @Test
  void aTokenIsUnknownBeforeTheInitialResponseAndExpiresAfterAQuarterOfAnHour() {
    assertRefused(404, () -> interactions.editOriginal("early", json("{'content':'x'}")));
    answer = "{'type':5}";
    give(ANNA, "dashboard");
    clock.forward(Duration.ofMinutes(16));

    assertRefused(401, () -> interactions.editOriginal(token(), json("{'content':'x'}")));
  }

  @Test
  void aDismissedMessageCannotBeEdited() {
    answer = "{'type':4,'data':{'content':'x','flags':64}}";
    give(ANNA, "help");
    app.dismiss(new DismissRequest(ANNA, seenBy(ANNA).getFirst().id()));

    assertThat(seenBy(ANNA)).isEmpty();
    assertRefused(404, () -> interactions.editOriginal(token(), json("{'content':'x'}")));
  }

  @Test
  void aButtonUpdatesItsMessageAtOnceOrDeferred() {
    Post post = channels.send(Guild.WELCOME, json(BUTTON.formatted("before")));
    answer = "{'type':6}";
    use(BO, post);
    assertThat(seenBy(KIM).getFirst().body()).isEqualTo(post.body());

    interactions.editOriginal(token(), json(BUTTON.formatted("later")));
    assertThat(seenBy(KIM).getFirst().body().path("content").asText()).isEqualTo("later");

    answer = "{'type':7,'data':{'content':'now','components':[]}}";
    use(BO, post);
    assertThat(seenBy(KIM).getFirst().body().path("content").asText()).isEqualTo("now");
    assertThatThrownBy(() -> use(BO, post)).isInstanceOf(NotPossible.class);
    assertThat(received.path("message").path("id").asText()).isEqualTo(post.id());
  }

  @Test
  void aFormIsSentOnceByThePersonWhoOpenedIt() {
    Post post = channels.send(Guild.WELCOME, json(BUTTON.formatted("x")));
    answer =
        "{'type':9,'data':{'custom_id':'f','title':'T','components':[{'type':18,'label':'Name',"
            + "'component':{'type':4,'custom_id':'name','style':1,'max_length':5}}]}}";
    InteractionResult.Form form = (InteractionResult.Form) use(BO, post);
    answer = "{'type':5,'data':{'flags':64}}";

    for (Map<String, String> wrong :
        List.of(Map.<String, String>of(), Map.of("name", " "), Map.of("name", "too long"))) {
      assertThatThrownBy(() -> app.submit(new FormRequest(BO, form.form(), wrong)))
          .isInstanceOf(NotPossible.class);
    }
    assertThatThrownBy(() -> app.submit(new FormRequest(ANNA, form.form(), Map.of("name", "x"))))
        .isInstanceOf(NotPossible.class);
    app.submit(new FormRequest(BO, form.form(), Map.of("name", "Keep")));

    assertThat(received.path("data").toString())
        .isEqualTo(
            "{\"custom_id\":\"f\",\"components\":[{\"type\":18,\"component\":"
                + "{\"type\":4,\"custom_id\":\"name\",\"value\":\"Keep\"}}]}");
    assertThatThrownBy(() -> app.submit(new FormRequest(BO, form.form(), Map.of("name", "Keep"))))
        .isInstanceOf(NotPossible.class);
  }

  @Test
  void aResponseThatDiscordRefusesCountsAsNone() {
    for (String wrong :
        List.of(
            "{}",
            "{'type':1}",
            "{'type':6}",
            "{'type':8,'data':{'choices':[]}}",
            "{'type':4,'data':{'content':''}}",
            "nonsense")) {
      answer = wrong;
      assertThat(give(ANNA, "help")).as(wrong).isInstanceOf(InteractionResult.Failed.class);
    }
    assertThat(seenBy(ANNA)).isEmpty();
  }

  @Test
  void autocompleteGetsTheChoicesOfTheOptionThatIsTyped() {
    answer = "{'type':8,'data':{'choices':[{'name':'Europe/Berlin','value':'Europe/Berlin'}]}}";

    InteractionResult result =
        app.command(
            new CommandRequest(
                ANNA,
                Guild.WELCOME,
                "foundry",
                "sessions",
                Map.of("timezone", "berl"),
                "timezone"));

    assertThat(((InteractionResult.Choices) result).choices()).hasSize(1);
    assertThat(received.path("data").path("options").path(0).path("options").path(0).toString())
        .contains("\"value\":\"berl\"", "\"focused\":true");
  }

  @Test
  void onlyPeopleInItsOverwritesSeeAMembersChannel() {
    Channel made =
        channels.create(
            json(
                "{'name':'Foundry keep','type':0,'parent_id':'%s','permission_overwrites':["
                        .formatted(Guild.SERVERS_CATEGORY)
                    + "{'id':'%s','type':0,'deny':'1024'},".formatted(Guild.ID)
                    + "{'id':'%s','type':1,'allow':'84992'},".formatted(Guild.APPLICATION)
                    + "{'id':'%s','type':1,'allow':'84992'}]}".formatted(ANNA)));

    assertThat(made.name()).isEqualTo("foundry-keep");
    assertThat(Permissions.sees(person(ANNA), made)).isTrue();
    assertThat(Permissions.sees(person(BO), made)).isFalse();
    assertThat(Permissions.sees(person(KIM), made)).isFalse();
    channels.send(made.id(), json("{'content':'hello'}"));
    assertThatThrownBy(() -> give(BO, made.id(), "help")).isInstanceOf(NotPossible.class);
    channels.delete(made.id());
    assertRefused(404, () -> channels.send(made.id(), json("{'content':'hello'}")));
  }

  @Test
  void aChannelThatTheBotCannotMakeIsRefused() {
    assertRefused(400, () -> channels.create(json("{'name':''}")));
    assertRefused(400, () -> channels.create(json("{'name':'a','parent_id':'1'}")));
    assertRefused(
        400,
        () ->
            channels.create(
                json("{'name':'a','permission_overwrites':[{'id':'7','type':1,'allow':'0'}]}")));
    assertRefused(
        403,
        () ->
            channels.create(
                json(
                    "{'name':'a','permission_overwrites':[{'id':'%s','type':0,'allow':'8'}]}"
                        .formatted(Guild.ID))));
    assertRefused(404, () -> channels.direct(json("{'recipient_id':'123456789012345678'}")));
  }

  @Test
  void aMessageWithAKnownNonceIsSentOnce() {
    JsonNode message = json("{'content':'x','nonce':'n','enforce_nonce':true}");
    String first = channels.send(Guild.WELCOME, message).id();
    assertThat(channels.send(Guild.WELCOME, message).id()).isEqualTo(first);
    clock.forward(Duration.ofMinutes(6));
    assertThat(channels.send(Guild.WELCOME, message).id()).isNotEqualTo(first);
    assertThat(seenBy(ANNA)).hasSize(2);
  }

  @Test
  void aNonceIsKnownInAllChannelsAndAfterItsMessageIsDeleted() {
    JsonNode message = json("{'content':'x','nonce':'n','enforce_nonce':true}");
    Post first = channels.send(Guild.WELCOME, message);
    String direct = channels.direct(json("{'recipient_id':'%s'}".formatted(ANNA))).id();
    assertThat(channels.send(direct, message).id()).isEqualTo(first.id());

    channels.deleteMessage(Guild.WELCOME, first.id());

    assertRefused(404, () -> channels.send(Guild.WELCOME, message));
    clock.forward(Duration.ofMinutes(6));
    assertThat(channels.send(Guild.WELCOME, message).id()).isNotEqualTo(first.id());
  }

  private InteractionResult give(String person, String subcommand) {
    return give(person, Guild.WELCOME, subcommand);
  }

  private InteractionResult give(String person, String channel, String subcommand) {
    return app.command(new CommandRequest(person, channel, "foundry", subcommand, Map.of(), null));
  }

  private InteractionResult use(String person, Post post) {
    return app.use(new ComponentRequest(person, post.id(), "go", List.of()));
  }

  private String token() {
    return received.path("token").asText();
  }

  private List<Post> seenBy(String person) {
    return community.snapshot().posts().stream()
        .filter(post -> post.isSeenBy(person(person)))
        .toList();
  }

  private static Person person(String id) {
    return Guild.person(id).orElseThrow();
  }

  private static void assertRefused(int status, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(status));
  }

  private static JsonNode json(String text) {
    return MessageRulesTest.json(text);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      received = new ObjectMapper().readTree(body);
      signature = exchange.getRequestHeaders().getFirst("X-Signature-Ed25519");
      signed = exchange.getRequestHeaders().getFirst("X-Signature-Timestamp") + body;
      byte[] bytes = answer.replace('\'', '"').getBytes(UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private record DiscordSecret(String json) {
    String publicKey() {
      return MessageRulesTest.json(json).path("publicKey").asText();
    }
  }
}
