package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.function.Function;

/**
 * What the page that plays Discord asks. Whoever looks at it says who he is: it is a toy of one
 * person's machine.
 */
@Path("/discord/page")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DiscordPageApi {
  private static final String COMMAND = "command";
  private static final String SUBCOMMAND = "subcommand";

  private final Community community;
  private final DiscordApp app;
  private final Operator operator;
  private final Clock clock;
  private final ObjectMapper json;

  DiscordPageApi(
      Community community, DiscordApp app, Operator operator, Clock clock, ObjectMapper json) {
    this.community = community;
    this.app = app;
    this.operator = operator;
    this.clock = clock;
    this.json = json;
  }

  /**
   * What somebody sees; only the time when nothing changed.
   *
   * @param as the person's id
   * @param seen the version that the page has already
   */
  @GET
  @Path("state")
  public Response state(
      @QueryParam("as") String as, @QueryParam("seen") @DefaultValue("0") long seen) {
    operator.registerOnce();
    Community.Snapshot all = community.snapshot();
    if (all.version() == seen) {
      return Response.ok(json.createObjectNode().put("now", clock.instant().toString())).build();
    }
    Person person = Guild.person(as).orElse(Guild.PEOPLE.getFirst());
    return Response.ok(View.of(person, all, clock.instant())).build();
  }

  @POST
  @Path("command")
  public Response command(ObjectNode request) {
    return done(
        request,
        person ->
            app.command(
                person,
                text(request, "channel"),
                text(request, COMMAND),
                text(request, SUBCOMMAND),
                request.path("options")));
  }

  @POST
  @Path("typing")
  public Response typing(ObjectNode request) {
    return done(
        request,
        person ->
            app.type(
                person,
                text(request, "channel"),
                text(request, COMMAND),
                text(request, SUBCOMMAND),
                request.path("options"),
                text(request, "focused")));
  }

  @POST
  @Path("press")
  public Response press(ObjectNode request) {
    return done(
        request,
        person ->
            app.press(
                person, text(request, "post"), text(request, "customId"), request.path("values")));
  }

  @POST
  @Path("submit")
  public Response submit(ObjectNode request) {
    return done(
        request, person -> app.submit(person, text(request, "form"), request.path("inputs")));
  }

  @POST
  @Path("dismiss")
  public Response dismiss(ObjectNode request) {
    return done(
        request,
        person -> {
          app.dismiss(person, text(request, "post"));
          return new InteractionResult.Done();
        });
  }

  private Response done(ObjectNode request, Function<Person, InteractionResult> deed) {
    ObjectNode answer = json.createObjectNode();
    try {
      Person person =
          Guild.person(text(request, "as"))
              .orElseThrow(() -> new NotPossible("There is no such member."));
      return Response.ok(answer(deed.apply(person))).build();
    } catch (NotPossible e) {
      return Response.status(409).entity(problem(answer, e.getMessage())).build();
    }
  }

  private JsonNode answer(InteractionResult outcome) {
    ObjectNode answer = json.createObjectNode().put("ok", true);
    return switch (outcome) {
      case InteractionResult.Done done -> answer;
      case InteractionResult.Form form -> answer.put("form", form.id()).set("modal", form.modal());
      case InteractionResult.Choices choices -> answer.set("choices", choices.choices());
      case InteractionResult.NotAnswered nothing ->
          problem(answer, "The application did not respond: " + nothing.why());
    };
  }

  private static ObjectNode problem(ObjectNode answer, String sentence) {
    answer.put("ok", false).putObject("error").put("code", "DISCORD").put("message", sentence);
    return answer;
  }

  private static String text(JsonNode request, String field) {
    return request.path(field).asText("");
  }
}
