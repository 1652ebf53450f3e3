/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Writes what is declared to {@code target/graph.json} and draws it: {@code make graph}. */
class GraphTest {
  private static final Path TARGET = Path.of("target");

  private final Declarations stack =
      Declarations.of(Declarations.fullConfiguration(), "production");

  @Test
  void everyResourceIsWrittenWithItsInputsAndNoSecret() throws IOException {
    String json = Graph.of(stack).json();
    Files.writeString(TARGET.resolve("graph.json"), json);

    assertThat(JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("resources"))
        .hasSameSizeAs(stack.resources());
    assertThat(json)
        .doesNotContain(
            Declarations.DISCORD_TOKEN, Declarations.KOFI_TOKEN, Declarations.REGISTRY_TOKEN)
        .contains("functions/kofi-webhook/target/function.zip");
    assertThat(
            StreamSupport.stream(
                JsonParser.parseString(json)
                    .getAsJsonObject()
                    .getAsJsonArray("resources")
                    .spliterator(),
                false))
        .map(JsonElement::getAsJsonObject)
        .allMatch(each -> each.has("type") && each.has("name") && each.has("inputs"));
  }

  @Test
  void thePictureShowsEveryLayer() throws IOException {
    String svg = GraphPicture.of(Graph.of(stack));
    Files.writeString(TARGET.resolve("infrastructure.svg"), svg);

    assertThat(stack.resources())
        .filteredOn(Declared::isComponent)
        .allSatisfy(
            layer ->
                assertThat(svg).contains(">" + layer.type().replaceFirst(".*:", "") + "</text>"));
  }

  @Test
  void thePictureInTheDocumentationIsTheOneOfThisProgram() throws IOException {
    Path documented = Path.of("..", "docs", "pictures", "infrastructure.svg");
    String drawn = GraphPicture.of(Graph.of(stack));
    if (Boolean.getBoolean("graph.accept")) {
      Files.writeString(documented, drawn);
    }

    assertThat(documented).as("run `make graph` and commit the picture").hasContent(drawn);
  }
}
