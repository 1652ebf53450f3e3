/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Discord's REST API (v10), as far as the bot calls it: with Discord's codes, and as strict as
 * Discord, so that what works here works there.
 */
@Path(DiscordApi.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public class DiscordApi {
  public static final String PATH = "/discord-api/v10";

  private static final Logger LOG = Logger.getLogger(DiscordApi.class);

  private final DiscordApplication application;
  private final Community community;
  private final BotChannels channels;
  private final Interactions interactions;
  private final HttpHeaders headers;

  DiscordApi(
      DiscordApplication application,
      Community community,
      BotChannels channels,
      Interactions interactions,
      HttpHeaders headers) {
    this.application = application;
    this.community = community;
    this.channels = channels;
    this.interactions = interactions;
    this.headers = headers;
  }

  @PATCH
  @Path("webhooks/{bot}/{token}/messages/@original")
  public JsonNode editOriginal(String bot, String token, JsonNode body) {
    known(bot, Guild.APPLICATION, Refusal.UNKNOWN_WEBHOOK);
    return interactions.editOriginal(token, body).json();
  }

  @POST
  @Path("webhooks/{bot}/{token}")
  public JsonNode followUp(String bot, String token, JsonNode body) {
    known(bot, Guild.APPLICATION, Refusal.UNKNOWN_WEBHOOK);
    return interactions.followUp(token, body).json();
  }

  @POST
  @Path("channels/{channel}/messages")
  public JsonNode send(String channel, JsonNode body) {
    authorize();
    return channels.send(channel, body).json();
  }

  @PATCH
  @Path("channels/{channel}/messages/{message}")
  public JsonNode edit(String channel, String message, JsonNode body) {
    authorize();
    return channels.edit(channel, message, body).json();
  }

  @DELETE
  @Path("channels/{channel}/messages/{message}")
  public void delete(String channel, String message) {
    authorize();
    channels.deleteMessage(channel, message);
  }

  @DELETE
  @Path("channels/{channel}")
  public JsonNode deleteChannel(String channel) {
    authorize();
    return channels.delete(channel).json();
  }

  @POST
  @Path("users/@me/channels")
  public JsonNode directChannel(JsonNode body) {
    authorize();
    return channels.direct(body).json();
  }

  @GET
  @Path("guilds/{guild}/channels")
  public List<ObjectNode> channels(String guild) {
    authorize();
    known(guild, Guild.ID, Refusal.UNKNOWN_GUILD);
    return channels.all().stream().map(Channel::json).toList();
  }

  @GET
  @Path("guilds/{guild}/members/{user}")
  public JsonNode member(String guild, String user) {
    authorize();
    known(guild, Guild.ID, Refusal.UNKNOWN_GUILD);
    return Guild.person(user).orElseThrow(Refusal.UNKNOWN_MEMBER).memberJson();
  }

  @POST
  @Path("guilds/{guild}/channels")
  @ResponseStatus(201)
  public JsonNode createChannel(String guild, JsonNode body) {
    authorize();
    known(guild, Guild.ID, Refusal.UNKNOWN_GUILD);
    return channels.create(body).json();
  }

  @PUT
  @Path("applications/{bot}/guilds/{guild}/commands")
  public JsonNode registerInGuild(String bot, String guild, JsonNode body) {
    known(guild, Guild.ID, Refusal.UNKNOWN_GUILD);
    return registerEverywhere(bot, body);
  }

  /** The one Discord server here stands for all of them. */
  @PUT
  @Path("applications/{bot}/commands")
  public JsonNode registerEverywhere(String bot, JsonNode body) {
    authorize();
    known(bot, Guild.APPLICATION, Refusal.UNKNOWN_APPLICATION);
    CommandRules.check(body);
    community.register(body);
    return body;
  }

  /** Discord's answer to a call that it refuses; one that shows a defect of the bot is printed. */
  @ServerExceptionMapper
  public Response refused(Refusal refusal) {
    if (refusal.status() == 400) {
      LOG.warnf("Discord would refuse: %s", refusal.getMessage());
    }
    return Response.status(refusal.status())
        .type(MediaType.APPLICATION_JSON)
        .entity(refusal.json())
        .build();
  }

  private void authorize() {
    if (!application.authorization().equals(headers.getHeaderString(HttpHeaders.AUTHORIZATION))) {
      throw Refusal.UNAUTHORIZED.get();
    }
  }

  private static void known(String id, String ours, Supplier<Refusal> otherwise) {
    if (!id.equals(ours)) {
      throw otherwise.get();
    }
  }
}
