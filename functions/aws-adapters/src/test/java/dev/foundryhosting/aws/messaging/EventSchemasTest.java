/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.SpecVersionDetector;
import dev.foundryhosting.aws.EventJson;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.EventSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent is what docs/events promises, and docs/events promises nothing else. */
class EventSchemasTest {
  private static final Path FOLDER = Path.of("..", "..", "docs", "events");
  private static final String SUFFIX = ".schema.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  static List<DomainEvent> events() {
    return EventSamples.all();
  }

  static Stream<String> names() {
    return Stream.of(DomainEvent.Detail.class.getPermittedSubclasses())
        .filter(event -> event != DomainEvent.UnknownEvent.class)
        .map(Class::getSimpleName);
  }

  @ParameterizedTest
  @MethodSource("events")
  void aPublishedEventIsValid(DomainEvent event) {
    assertThat(schema(event.name()).validate(EventJson.of(event))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("events")
  void anAdditionalFieldOrAnotherTypeIsInvalid(DomainEvent event) {
    ObjectNode more = EventJson.of(event).put("surprise", 1);
    assertThat(schema(event.name()).validate(more)).isNotEmpty();
    for (String field : List.of("eventId", "occurredAt")) {
      ObjectNode other = EventJson.of(event).put(field, 17);
      assertThat(schema(event.name()).validate(other)).as(field).isNotEmpty();
      assertThat(schema(event.name()).validate(EventJson.of(event).without(List.of(field))))
          .as(field)
          .isNotEmpty();
    }
  }

  @Test
  void everyEventHasASchemaAndEverySchemaAnEvent() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      Set<String> described =
          files
              .map(file -> file.getFileName().toString().replace(SUFFIX, ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(described).isEqualTo(names().collect(Collectors.toCollection(TreeSet::new)));
    }
    assertThat(events()).extracting(DomainEvent::name).containsAll(names().toList());
  }

  @ParameterizedTest
  @MethodSource("names")
  void aSchemaIsOfDraft202012AndMatchesTheTable(String name) throws IOException {
    JsonNode schema = read(name);

    assertThat(SpecVersionDetector.detect(schema)).isEqualTo(SpecVersion.VersionFlag.V202012);
    assertThat(schema.path("title").asText()).isEqualTo(name);
    assertThat(row(name)).contains(schema.path("description").asText());
    schema
        .path("properties")
        .fieldNames()
        .forEachRemaining(
            field ->
                assertThat(Set.of("eventId", "occurredAt", "userId").contains(field))
                    .as("%s is common to all or named in the table", field)
                    .isNotEqualTo(field(name, field)));
  }

  private static boolean field(String name, String field) {
    String fields = row(name).substring(row(name).lastIndexOf('|', row(name).length() - 2));
    return fields.contains("`" + field + "`");
  }

  private static String row(String name) {
    try (Stream<String> lines = Files.lines(Path.of("..", "..", "docs", "events.md"))) {
      return lines.filter(line -> line.startsWith("| `" + name + "` |")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonSchema schema(String name) {
    return SCHEMAS.getSchema(read(name));
  }

  private static JsonNode read(String name) {
    try {
      return JSON.readTree(FOLDER.resolve(name + SUFFIX).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
