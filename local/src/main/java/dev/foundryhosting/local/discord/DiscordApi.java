package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Discord's REST API (v10), as far as the bot calls it: with Discord's codes, and as strict as
 * Discord, so that what works here works there.
 */
@Path(DiscordApi.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public class DiscordApi {
  public static final String PATH = "/discord-api/v10";

  private static final String AUTHORIZATION = "Authorization";

  private final DiscordApplication application;
  private final Community community;
  private final BotChannels channels;
  private final BotMessages messages;
  private final Interactions interactions;
  private final ObjectMapper json;

  DiscordApi(
      DiscordApplication application,
      Community community,
      BotChannels channels,
      BotMessages messages,
      Interactions interactions,
      ObjectMapper json) {
    this.application = application;
    this.community = community;
    this.channels = channels;
    this.messages = messages;
    this.interactions = interactions;
    this.json = json;
  }

  @PATCH
  @Path("webhooks/{application}/{token}/messages/@original")
  public JsonNode editOriginal(
      @PathParam("application") String bot, @PathParam("token") String token, String body) {
    ourWebhook(bot);
    return interactions.editOriginal(token, read(body)).json();
  }

  @POST
  @Path("webhooks/{application}/{token}")
  public JsonNode followUp(
      @PathParam("application") String bot, @PathParam("token") String token, String body) {
    ourWebhook(bot);
    return interactions.followUp(token, read(body)).json();
  }

  @POST
  @Path("channels/{channel}/messages")
  public JsonNode send(
      @HeaderParam(AUTHORIZATION) String authorization,
      @PathParam("channel") String channel,
      String body) {
    authorize(authorization);
    return messages.send(channel, read(body)).json();
  }

  @PATCH
  @Path("channels/{channel}/messages/{message}")
  public JsonNode edit(
      @HeaderParam(AUTHORIZATION) String authorization,
      @PathParam("channel") String channel,
      @PathParam("message") String message,
      String body) {
    authorize(authorization);
    return messages.edit(channel, message, read(body)).json();
  }

  @DELETE
  @Path("channels/{channel}/messages/{message}")
  public Response delete(
      @HeaderParam(AUTHORIZATION) String authorization,
      @PathParam("channel") String channel,
      @PathParam("message") String message) {
    authorize(authorization);
    messages.delete(channel, message);
    return Response.noContent().build();
  }

  @DELETE
  @Path("channels/{channel}")
  public JsonNode deleteChannel(
      @HeaderParam(AUTHORIZATION) String authorization, @PathParam("channel") String channel) {
    authorize(authorization);
    return channels.delete(channel).json();
  }

  @POST
  @Path("users/@me/channels")
  public JsonNode directChannel(@HeaderParam(AUTHORIZATION) String authorization, String body) {
    authorize(authorization);
    return channels.direct(read(body)).json();
  }

  @GET
  @Path("guilds/{guild}/channels")
  public JsonNode channels(
      @HeaderParam(AUTHORIZATION) String authorization, @PathParam("guild") String guild) {
    authorize(authorization);
    ourGuild(guild);
    ArrayNode all = json.createArrayNode();
    channels.all().forEach(channel -> all.add(channel.json()));
    return all;
  }

  @POST
  @Path("guilds/{guild}/channels")
  public Response createChannel(
      @HeaderParam(AUTHORIZATION) String authorization,
      @PathParam("guild") String guild,
      String body) {
    authorize(authorization);
    ourGuild(guild);
    return Response.status(Response.Status.CREATED)
        .entity(channels.create(read(body)).json())
        .build();
  }

  @PUT
  @Path("applications/{application}/guilds/{guild}/commands")
  public JsonNode registerInGuild(
      @HeaderParam(AUTHORIZATION) String authorization,
      @PathParam("application") String bot,
      @PathParam("guild") String guild,
      String body) {
    ourGuild(guild);
    return registerEverywhere(authorization, bot, body);
  }

  /** There is one Discord server here: in all of them is in that one. */
  @PUT
  @Path("applications/{application}/commands")
  public JsonNode registerEverywhere(
      @HeaderParam(AUTHORIZATION) String authorization,
      @PathParam("application") String bot,
      String body) {
    authorize(authorization);
    if (!bot.equals(Guild.APPLICATION)) {
      throw Refusal.unknownApplication();
    }
    JsonNode commands = read(body);
    CommandRules.check(commands);
    community.commands(commands);
    return commands;
  }

  private void authorize(String authorization) {
    if (!application.authorization().equals(authorization)) {
      throw Refusal.unauthorized();
    }
  }

  private JsonNode read(String body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      throw Refusal.invalid("", "must be JSON");
    }
  }

  private static void ourWebhook(String bot) {
    if (!bot.equals(Guild.APPLICATION)) {
      throw Refusal.unknownWebhook();
    }
  }

  private static void ourGuild(String guild) {
    if (!guild.equals(Guild.ID)) {
      throw Refusal.unknownGuild();
    }
  }
}
