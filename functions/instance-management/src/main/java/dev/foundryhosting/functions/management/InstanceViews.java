package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.Together;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.SessionOverviews;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what callers see of instances: the records and what belongs to them. */
@Singleton
class InstanceViews {
  private final Instances instances;
  private final SessionOverviews overviews;
  private final InstanceJson json;

  InstanceViews(Instances instances, SessionOverviews overviews, InstanceJson json) {
    this.instances = instances;
    this.overviews = overviews;
    this.json = json;
  }

  /** An instance as a command left it, with the rest from one read. */
  ObjectNode of(Instance instance) {
    return of(instance, overviews.overview(instance.userId()));
  }

  /** The instance of a user, from one read. */
  ObjectNode read(UserId user) {
    SessionOverviews.Overview overview = overviews.overview(user);
    return of(Instances.standing(user, overview.instance()), overview);
  }

  /** A page of all instances. */
  ObjectNode page(Optional<String> cursor, int limit) {
    Instances.Page page = instances.list(cursor, limit);
    ObjectNode answer = Json.object();
    ArrayNode views = answer.putArray("instances");
    views.addAll(
        Together.all(
            page.instances().stream()
                .map(instance -> (Supplier<ObjectNode>) () -> of(instance))
                .toList()));
    page.cursor().ifPresent(next -> answer.put("cursor", next));
    return answer;
  }

  private ObjectNode of(Instance instance, SessionOverviews.Overview overview) {
    return json.of(
        instance,
        overview.license().filter(own -> instance.profile().ownLicense().isPresent()),
        overview.diary());
  }
}
