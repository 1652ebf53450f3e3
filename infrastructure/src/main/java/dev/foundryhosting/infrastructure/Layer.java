package dev.foundryhosting.infrastructure;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.foundryhosting.infrastructure.policy.PolicyScope;
import java.util.Locale;
import java.util.Map;

/** What the layers of the platform have in common. */
abstract class Layer extends ComponentResource {
  private final Settings settings;

  /**
   * @param name of the layer, after the project's
   */
  Layer(String name, Settings settings) {
    super(
        "foundry-hosting:infrastructure:" + name, PolicyScope.named(name.toLowerCase(Locale.ROOT)));
    this.settings = settings;
  }

  final Settings settings() {
    return settings;
  }

  /** For a resource of this layer. */
  final CustomResourceOptions child() {
    return CustomResourceOptions.builder().parent(this).build();
  }

  /** For a resource of this layer that must not be made before others stand. */
  final CustomResourceOptions childAfter(Resource... others) {
    return CustomResourceOptions.builder().parent(this).dependsOn(others).build();
  }

  /** For a resource that holds users' data: Pulumi itself refuses to delete it. */
  final CustomResourceOptions keptChild() {
    return CustomResourceOptions.builder().parent(this).protect(settings.keepsData()).build();
  }

  /**
   * The tags of a resource of the stack. They are not those of {@code platform.Tags}, by which
   * functions know what they may delete.
   */
  final Map<String, String> tags(String name) {
    return Map.of("Name", name, "foundry-hosting:stack", settings.stack());
  }

  /** Names are fixed where functions, policies or people rely on them. */
  static String named(String suffix) {
    return PolicyScope.named(suffix);
  }

  final void done() {
    registerOutputs(Map.<String, Output<?>>of());
  }
}
