/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pictures of docs/architecture.md show the code's dependencies, and all of them. */
class ArchitecturePicturesTest {
  private static final String ROOT = "dev.foundryhosting.";
  private static final Pattern ARROW = Pattern.compile("([\\w.-]+) --> ([\\w.-]+)");

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.foundryhosting");

  private record Arrow(String from, String to) implements Comparable<Arrow> {
    @Override
    public int compareTo(Arrow other) {
      return toString().compareTo(other.toString());
    }
  }

  @Test
  void eachDependencyBetweenModulesIsDrawn() throws IOException {
    Set<Arrow> drawn = picture("The modules");

    assertThat(undrawn(arrows(ArchitecturePicturesTest::module), drawn)).isEmpty();
  }

  @Test
  void theDomainsPackagesAreDrawnAsTheyDependOnEachOther() throws IOException {
    Set<Arrow> drawn = picture("The rooms of the domain");
    Set<Arrow> real = arrows(ArchitecturePicturesTest::room);

    assertThat(undrawn(real, drawn)).isEmpty();
    assertThat(real).containsAll(drawn);
  }

  @Test
  void noArrowOfTheDomainRunsInACircle() throws IOException {
    Set<Arrow> drawn = picture("The rooms of the domain");

    assertThat(drawn).noneMatch(arrow -> reachable(arrow.to(), drawn).contains(arrow.from()));
  }

  /** What can be reached along drawn arrows is drawn. */
  private static Set<Arrow> undrawn(Set<Arrow> real, Set<Arrow> drawn) {
    return real.stream()
        .filter(arrow -> !reachable(arrow.from(), drawn).contains(arrow.to()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> reachable(String from, Set<Arrow> arrows) {
    Set<String> reached = new HashSet<>();
    List<String> next = List.of(from);
    while (!next.isEmpty()) {
      List<String> now = next;
      next =
          arrows.stream()
              .filter(arrow -> now.contains(arrow.from()))
              .map(Arrow::to)
              .filter(reached::add)
              .toList();
    }
    return reached;
  }

  private static Set<Arrow> arrows(Function<JavaClass, String> place) {
    return CODE.stream()
        .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> dependency.getTargetClass().getPackageName().startsWith(ROOT))
        .map(dependency -> arrow(dependency, place))
        .filter(arrow -> !arrow.from().isEmpty() && !arrow.to().isEmpty())
        .filter(arrow -> !arrow.from().equals(arrow.to()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Arrow arrow(Dependency dependency, Function<JavaClass, String> place) {
    return new Arrow(
        place.apply(dependency.getOriginClass()), place.apply(dependency.getTargetClass()));
  }

  private static String module(JavaClass code) {
    List<String> parts = Arrays.asList(code.getPackageName().substring(ROOT.length()).split("\\."));
    return switch (parts.getFirst()) {
      case "local" -> "local";
      case "aws", "lambda" -> "aws-adapters";
      case "functions" ->
          switch (parts.get(1)) {
            case "management" -> "instance-management";
            case "taskevents" -> "task-events";
            case "autoshutdown" -> "auto-shutdown";
            case "sessionprep" -> "session-prep";
            case "worldfiles" -> "world-files";
            case "kofiwebhook" -> "kofi-webhook";
            case "discord" -> "discord-bot";
            default -> throw new IllegalStateException("an unknown function: " + parts.get(1));
          };
      default -> "shared-model";
    };
  }

  /** A package of the domain; empty for code outside it. */
  private static String room(JavaClass code) {
    return module(code).equals("shared-model")
        ? code.getPackageName().substring(ROOT.length())
        : "";
  }

  private static Set<Arrow> picture(String heading) throws IOException {
    String text = Files.readString(Path.of("..", "docs", "architecture.md"));
    String section = text.substring(text.indexOf("## " + heading));
    int begin = section.indexOf("```mermaid");
    String picture = section.substring(begin, section.indexOf("```", begin + 3));
    return ARROW
        .matcher(picture)
        .results()
        .map(arrow -> new Arrow(arrow.group(1), arrow.group(2)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
