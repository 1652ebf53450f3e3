/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.pulumi.asset.AssetOrArchive;
import com.pulumi.asset.AssetOrArchive.AssetOrArchiveInternal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The declared resources and their references as a graph. */
record Graph(List<Declared> resources, Map<String, TreeSet<String>> componentEdges) {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private static final Set<String> KNOWN_BY_NAME =
      Set.of(
          "aws:dynamodb/table:Table",
          "aws:ecs/cluster:Cluster",
          "aws:lambda/function:Function",
          "aws:sqs/queue:Queue");

  static Graph of(Declarations declarations) {
    List<Declared> resources =
        declarations.resources().stream()
            .sorted(Comparator.comparing(Declared::type).thenComparing(Declared::name))
            .toList();
    Map<String, String> ownerByReference = new LinkedHashMap<>();
    for (Declared resource : resources) {
      if (!resource.isComponent()) {
        ownerByReference.put(Provider.idOf(resource), resource.parent());
        ownerByReference.put(Provider.arnOf(resource), resource.parent());
        if (KNOWN_BY_NAME.contains(resource.type())) {
          ownerByReference.put(resource.text("name"), resource.parent());
        }
      }
    }
    Map<String, TreeSet<String>> edges = new TreeMap<>();
    for (Declared resource : resources) {
      words(resource.inputs()).stream()
          .map(ownerByReference::get)
          .filter(owner -> owner != null && !owner.equals(resource.parent()))
          .forEach(
              owner -> edges.computeIfAbsent(resource.parent(), k -> new TreeSet<>()).add(owner));
    }
    return new Graph(resources, edges);
  }

  /** Type, name, component and inputs of each resource; what is secret is left out. */
  String json() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Declared resource : resources) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("type", resource.type());
      each.put("name", resource.name());
      each.put("parent", resource.parent());
      each.put("protect", resource.isProtected());
      Map<String, Object> inputs = plain(resource.inputs());
      if (inputs.containsKey("secretString")) {
        inputs.put("secretString", "[secret]");
      }
      each.put("inputs", inputs);
      list.add(each);
    }
    return GSON.toJson(Map.of("resources", list));
  }

  /** Everything in the inputs that may be a reference, also within JSON and lists with commas. */
  private static Set<String> words(Map<String, Object> inputs) {
    Map<String, Object> referring = plain(inputs);
    referring.remove("name");
    referring.remove("tags");
    return new TreeSet<>(List.of(GSON.toJson(referring).replace("\\\"", "\"").split("[\",]")));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> plain(Map<String, Object> inputs) {
    return (Map<String, Object>) plainValue(inputs);
  }

  /** Whole numbers as such, files by their path. */
  private static Object plainValue(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> plain = new TreeMap<>();
        map.forEach((key, each) -> plain.put(String.valueOf(key), plainValue(each)));
        yield plain;
      }
      case List<?> list -> list.stream().map(Graph::plainValue).toList();
      case AssetOrArchive file -> Map.of("path", pathOf(file));
      case Double number when number % 1 == 0 -> number.longValue();
      case null -> "";
      default -> value;
    };
  }

  private static String pathOf(AssetOrArchive file) {
    return String.valueOf(AssetOrArchiveInternal.from(file).getValue());
  }
}
