package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Instances;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.Together;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Overviews;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what callers see of instances: the records and the licences that belong to them. */
@Singleton
class InstanceViews {
  private final Instances instances;
  private final Licenses licenses;
  private final Reservations reservations;
  private final Overviews overviews;
  private final InstanceJson json;

  InstanceViews(
      Instances instances,
      Licenses licenses,
      Reservations reservations,
      Overviews overviews,
      InstanceJson json) {
    this.instances = instances;
    this.licenses = licenses;
    this.reservations = reservations;
    this.overviews = overviews;
    this.json = json;
  }

  /** An instance as a command left it. */
  ObjectNode of(Instance instance) {
    return json.of(
        instance,
        instance.profile().ownLicense().flatMap(licenses::find),
        reservations.of(instance.userId()));
  }

  /** The instance of a user, from one read. */
  ObjectNode read(UserId user) {
    Overviews.Overview overview = overviews.overview(user);
    Instance instance = Instances.standing(user, overview.instance());
    return json.of(
        instance,
        overview.license().filter(own -> instance.profile().ownLicense().isPresent()),
        overview.diary());
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
}
