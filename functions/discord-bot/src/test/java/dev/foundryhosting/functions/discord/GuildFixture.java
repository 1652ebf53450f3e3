/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.MemberMessenger;
import dev.foundryhosting.functions.discord.event.EventNotifier;
import dev.foundryhosting.functions.discord.handler.InteractionHandlers;
import dev.foundryhosting.functions.discord.platform.ScriptedManagement;
import dev.foundryhosting.functions.discord.platform.TaskQueue;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordHttp;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.functions.discord.rest.StandInDiscord;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import dev.foundryhosting.functions.discord.store.InMemoryBotStore;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.functions.discord.task.InteractionRunner;
import dev.foundryhosting.functions.discord.task.Membership;
import dev.foundryhosting.instance.TestClock;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.platform.ServerUrls;
import dev.foundryhosting.usage.Prices;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Discord server with the bot in it, for tests. It signs what people do and sends it through the
 * handler, runs the tasks that the bot queues, and has a stand-in take the calls of Discord.
 */
final class GuildFixture {
  static final String ALICE = "100000000000000001";
  static final String BOB = "100000000000000002";
  static final String ADMIN = "100000000000000099";
  static final String ADMIN_ROLE = "500000000000000001";
  static final String GUILD = "800000000000000001";
  static final String CHANNEL = "810000000000000001";
  static final String APPLICATION = "900000000000000001";
  static final String CATEGORY = "820000000000000001";
  static final String TOKEN = "aW50ZXJhY3Rpb246dGVzdA";
  static final String BOT_TOKEN = "bot-token-that-is-secret";
  static final String KOFI = "https://ko-fi.com/foundry";

  static final String ORIGINAL = "/webhooks/" + APPLICATION + "/" + TOKEN + "/messages/@original";
  static final String FOLLOW_UP = "/webhooks/" + APPLICATION + "/" + TOKEN;

  static final DiscordSettings SETTINGS = settings(Optional.of(Signer.PUBLIC_KEY));

  private static final Prices PRICES =
      new Prices(new BigDecimal("0.03725"), new BigDecimal("0.00409"), Currency.getInstance("EUR"));

  private static final ServerUrls URLS =
      new ServerUrls("https://{subdomain}.{domain}", "play.example.org");

  private static final String SERVER_SETTINGS =
      ", 'settings': {'idleMinutes': 20, 'neverJoinedMinutes': 15}";

  private static final ObjectMapper JSON = new ObjectMapper();

  final TestClock clock = new TestClock(Instant.parse("2026-11-22T12:00:00Z"));
  final StandInDiscord discord = new StandInDiscord();
  final ScriptedManagement platform = new ScriptedManagement();
  final InMemoryBotStore store = new InMemoryBotStore();
  final List<String> log = new ArrayList<>();
  final Deque<String> queued = new ArrayDeque<>();
  final InteractionHandlers handlers;
  final DiscordBotHandler handler;

  private final DiscordSettings settings;
  private final Map<String, List<String>> heldRoles = new HashMap<>();
  private boolean lambdaIsDown;
  private boolean secretIsGone;
  private int interactions;
  private int progressed;
  private int random;
  private String language = "en-US";

  GuildFixture() {
    this(Optional.of(Signer.PUBLIC_KEY));
  }

  /** With this public key in the secret. */
  GuildFixture(Optional<String> publicKey) {
    settings = settings(publicKey);
    TaskQueue queue =
        (function, task) -> {
          if (lambdaIsDown) {
            throw PlatformException.dependency("Could not queue the task.", true);
          }
          queued.add(JSON.createObjectNode().set("work", task).toString());
        };
    Sleeper sleeper = clock::advance;
    Discord rest = new Discord(new DiscordHttp(discord.url(), clock, sleeper), () -> SETTINGS);
    Members members = new Members(store);
    handlers =
        InteractionHandlers.over(
            store,
            rest,
            () -> SETTINGS,
            count -> new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) ++random},
            clock,
            PRICES,
            Optional.of(KOFI));
    handler =
        new DiscordBotHandler(
            this::secret,
            new InteractionRunner(
                store,
                platform,
                handlers,
                new Membership(rest, () -> SETTINGS),
                queue,
                rest,
                new MemberMessenger(rest, members),
                sleeper,
                clock),
            new EventNotifier(store, rest, platform, URLS, clock, PRICES),
            new RequestLog(log::add, clock),
            clock);
  }

  void lambdaIsDown() {
    lambdaIsDown = true;
  }

  /** A member holds these roles from now on. */
  void holds(String user, String... roles) {
    heldRoles.put(user, List.of(roles));
  }

  void secretIsGone() {
    secretIsGone = true;
  }

  private DiscordSettings secret() {
    if (secretIsGone) {
      throw PlatformException.dependency("Could not read the Discord secret.", false);
    }
    return settings;
  }

  private static DiscordSettings settings(Optional<String> publicKey) {
    return new DiscordSettings(
        BOT_TOKEN,
        APPLICATION,
        publicKey,
        Optional.of(GUILD),
        Optional.of(CATEGORY),
        Set.of(ADMIN_ROLE));
  }

  void speaks(String locale) {
    language = locale;
  }

  /** A person gives a slash command, and its task runs. */
  JsonNode command(String user, String command, String subcommand, String... options) {
    ObjectNode data = JSON.createObjectNode().put("name", command);
    ObjectNode sub = data.putArray("options").addObject().put("type", 1).put("name", subcommand);
    var list = sub.putArray("options");
    for (int i = 0; i < options.length; i += 2) {
      ObjectNode option = list.addObject().put("name", options[i]).put("type", 3);
      if (options[i].equals("enabled")) {
        option.put("value", Boolean.parseBoolean(options[i + 1]));
      } else {
        option.put("value", options[i + 1]);
      }
    }
    return deliverAndRun(interaction(2, user, data));
  }

  /** A person presses a button, or selects from a menu. */
  JsonNode press(String user, String customId, String... values) {
    return pressOn("830000000000000001", user, customId, values);
  }

  JsonNode pressOn(String message, String user, String customId, String... values) {
    ObjectNode data = JSON.createObjectNode().put("custom_id", customId).put("component_type", 2);
    var selected = data.putArray("values");
    for (String value : values) {
      selected.add(value);
    }
    ObjectNode interaction = interaction(3, user, data);
    interaction.putObject("message").put("id", message).put("content", "what stood there");
    return deliverAndRun(interaction);
  }

  /**
   * A person sends a form.
   *
   * @param inputs ids and values, in turn
   */
  JsonNode submit(String user, String customId, String... inputs) {
    ObjectNode data = JSON.createObjectNode().put("custom_id", customId);
    var labels = data.putArray("components");
    for (int i = 0; i < inputs.length; i += 2) {
      labels
          .addObject()
          .put("type", 18)
          .putObject("component")
          .put("type", 4)
          .put("custom_id", inputs[i])
          .put("value", inputs[i + 1]);
    }
    return deliverAndRun(interaction(5, user, data));
  }

  /** A person types a time zone. */
  JsonNode types(String user, String option, String typed) {
    ObjectNode data = JSON.createObjectNode().put("name", "foundry");
    ObjectNode sub = data.putArray("options").addObject().put("type", 1).put("name", "sessions");
    sub.putArray("options")
        .addObject()
        .put("type", 3)
        .put("name", option)
        .put("value", typed)
        .put("focused", true);
    return deliverAndRun(interaction(4, user, data));
  }

  JsonNode deliverAndRun(ObjectNode interaction) {
    JsonNode answer = deliver(interaction);
    runTasks();
    return answer;
  }

  /** Runs the queued tasks, and those that they queue. */
  void runTasks() {
    while (!queued.isEmpty()) {
      call(queued.poll());
    }
  }

  /** Discord delivers an interaction; its answer. */
  JsonNode deliver(ObjectNode interaction) {
    JsonNode response = request(interaction.toString());
    if (response.path("statusCode").asInt() != 200) {
      throw new AssertionError(response.toString());
    }
    return parse(response.path("body").asText());
  }

  /** A signed request with this body; the function URL's response. */
  JsonNode request(String body) {
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    return request(body, timestamp, Signer.sign(timestamp, body.getBytes(UTF_8)));
  }

  JsonNode request(String body, String timestamp, String signature) {
    ObjectNode event = JSON.createObjectNode().put("version", "2.0");
    event
        .putObject("headers")
        .put("content-type", "application/json")
        .put("x-signature-ed25519", signature)
        .put("x-signature-timestamp", timestamp);
    event.putObject("requestContext").putObject("http").put("method", "POST");
    return call(event.put("body", body).put("isBase64Encoded", false).toString());
  }

  /** The platform publishes that Alice's server progressed. */
  JsonNode progressed() {
    return progressed(ALICE, "starting");
  }

  /** The platform publishes that a user's server progressed. */
  JsonNode progressed(String user, String status) {
    return event(
        "InstanceProgressed",
        "{'eventId': 'e-%d', 'userId': '%s', 'subdomain': 'grim-keep', 'status': '%s'}"
            .formatted(++progressed, user, status));
  }

  /** The platform publishes an event. */
  JsonNode event(String name, String detail) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("id", "e")
            .put("source", "foundry-hosting")
            .put("detail-type", name);
    event.set("detail", parse(detail.replace('\'', '"')));
    return call(event.toString());
  }

  JsonNode call(String event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parse(out.toString(UTF_8));
  }

  ObjectNode interaction(int type, String user, ObjectNode data) {
    ObjectNode interaction =
        JSON.createObjectNode()
            .put("id", Long.toString(700000000000000000L + ++interactions))
            .put("application_id", APPLICATION)
            .put("type", type)
            .put("token", TOKEN)
            .put("guild_id", GUILD)
            .put("channel_id", CHANNEL)
            .put("locale", language);
    interaction.set("data", data);
    ObjectNode member = interaction.putObject("member").put("permissions", "2147483648");
    var roles = member.putArray("roles");
    if (user.equals(ADMIN)) {
      roles.add(ADMIN_ROLE);
    }
    heldRoles.getOrDefault(user, List.of()).forEach(roles::add);
    member
        .putObject("user")
        .put("id", user)
        .put("username", "user" + user.substring(14))
        .put("global_name", "Alice");
    return interaction;
  }

  /** The member has a channel with a dashboard in it. */
  void hasChannel(String user, String channel, String dashboard) {
    store.note(
        "member#" + user,
        Map.of("channelId", channel, "dashboardId", dashboard, "language", "en"),
        Optional.empty());
  }

  /** The member has no server. */
  void hasNoServer() {
    platform.refuses("status", ErrorCode.INSTANCE_NOT_FOUND);
  }

  static String instance(String status) {
    return instance(status, "");
  }

  /** An instance of Alice's in the platform's JSON, with more fields. */
  static String instance(String status, String more) {
    return """
        {'userId': '%s', 'username': 'Grim Keep', 'subdomain': 'grim-keep',
         'url': 'https://grim-keep.play.example.org', 'status': '%s', 'desired': 'running',
         'licenseType': 'byol', 'foundryVersion': '13',
         'license': {'licenseId': 'byol-1', 'sharing': 'private'}%s%s}"""
        .formatted(ALICE, status, more.contains("'settings'") ? "" : SERVER_SETTINGS, more);
  }

  /** The custom ids of all buttons and menus in a message. */
  static List<String> customIds(JsonNode message) {
    List<String> ids = new ArrayList<>();
    message
        .path("components")
        .forEach(
            row ->
                row.path("components")
                    .forEach(
                        c -> {
                          if (c.has("custom_id")) {
                            ids.add(c.path("custom_id").asText());
                          }
                        }));
    return ids;
  }

  /** Advances the clock. */
  void later(Duration by) {
    clock.advance(by);
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
