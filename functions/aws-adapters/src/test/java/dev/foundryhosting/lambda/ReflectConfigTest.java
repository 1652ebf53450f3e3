/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.Caller;
import dev.foundryhosting.api.ErrorAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A native image finds the records of the API only where reflect-config.json names them. */
class ReflectConfigTest {
  private static final String FILE =
      "/META-INF/native-image/dev.foundryhosting/aws-adapters/reflect-config.json";

  @Test
  void eachRecordOfTheApiIsRegistered() throws IOException {
    SortedSet<String> needed = new TreeSet<>();
    add(Caller.class, needed);
    add(ErrorAnswer.class, needed);
    for (Action<?, ?> action : Action.ALL) {
      add(action.request(), needed);
      add(action.answer(), needed);
    }

    assertThat(read())
        .as("%s should be:%n%s%n", FILE, needed.stream().map(this::line).collect(joining(",\n")))
        .extracting(each -> each.path("name").asText())
        .containsExactlyElementsOf(needed);
  }

  @Test
  void eachIsRegisteredWithAllThatIsReflectedOn() throws IOException {
    for (JsonNode entry : read()) {
      assertThat(entry).isEqualTo(new ObjectMapper().readTree(line(entry.path("name").asText())));
    }
  }

  private String line(String name) {
    return """
           {"name": "%s", "condition": {"typeReachable": "%s"}, "allDeclaredConstructors": true, \
           "allDeclaredMethods": true, "allRecordComponents": true, "allPermittedSubclasses": true}"""
        .formatted(name, RecordType.class.getName());
  }

  private static void add(Type type, SortedSet<String> names) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(each -> add(each, names));
    } else if (type instanceof Class<?> plain && !TextValues.covers(plain)) {
      boolean sealed = plain.isSealed();
      if ((plain.isRecord() || sealed) && names.add(plain.getName())) {
        Arrays.stream(plain.isRecord() ? plain.getRecordComponents() : new RecordComponent[0])
            .forEach(component -> add(component.getGenericType(), names));
        Arrays.stream(sealed ? plain.getPermittedSubclasses() : new Class<?>[0])
            .forEach(each -> add(each, names));
      }
    }
  }

  private static List<JsonNode> read() throws IOException {
    try (InputStream in = ReflectConfigTest.class.getResourceAsStream(FILE)) {
      List<JsonNode> entries = new ArrayList<>();
      new ObjectMapper().readTree(in).forEach(entries::add);
      return entries;
    }
  }
}
