package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Instances;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.Together;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what callers see of instances: the records and the licences that belong to them. */
@Singleton
class InstanceViews {
  private final Instances instances;
  private final Licenses licenses;
  private final InstanceJson json;

  InstanceViews(Instances instances, Licenses licenses, InstanceJson json) {
    this.instances = instances;
    this.licenses = licenses;
    this.json = json;
  }

  /** An instance as a command left it. */
  ObjectNode of(Instance instance) {
    return json.of(instance, instance.profile().ownLicense().flatMap(licenses::find));
  }

  /** The instance of a user, from two reads at once. */
  ObjectNode read(UserId user) {
    List<Optional<?>> both =
        Together.all(
            List.of(
                () -> Optional.of(instances.require(user)),
                () -> licenses.find(LicenseId.ofOwner(user))));
    Instance instance = (Instance) both.getFirst().orElseThrow();
    Optional<License> license = both.getLast().map(License.class::cast);
    return json.of(instance, license.filter(own -> instance.profile().ownLicense().isPresent()));
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
