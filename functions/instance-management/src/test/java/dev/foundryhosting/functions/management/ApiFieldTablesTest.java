/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.Caller;
import dev.foundryhosting.api.CostEntry;
import dev.foundryhosting.api.CostSums;
import dev.foundryhosting.api.ErrorAnswer;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.api.LicenseAnswer;
import dev.foundryhosting.api.LicenseRequest;
import dev.foundryhosting.api.Maintenance;
import dev.foundryhosting.api.OverviewAnswer;
import dev.foundryhosting.api.SavePointAnswer;
import dev.foundryhosting.api.SessionAnswer;
import dev.foundryhosting.api.Wire;
import dev.foundryhosting.platform.Labelled;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the tables of fields in docs/api.md against the records that are written and read. */
class ApiFieldTablesTest {
  private static final Pattern CODE = Pattern.compile("`([A-Za-z_-]+)`");

  /** What the table of shapes shows, so that other rows need only name it. */
  private static final Map<Class<?>, String> SHAPES = new LinkedHashMap<>();

  static {
    SHAPES.put(SessionAnswer.class, "session");
    SHAPES.put(LicenseAnswer.class, "licence");
    SHAPES.put(SavePointAnswer.class, "save point");
    SHAPES.put(CostSums.class, "sums");
    SHAPES.put(CostEntry.Run.class, "run");
    SHAPES.put(CostEntry.Donation.class, "donation");
    SHAPES.put(CostEntry.Credit.class, "credit");
    SHAPES.put(Maintenance.class, "maintenance");
  }

  /** Shapes that have a table of their own. */
  private static final Map<Class<?>, String> TABLES =
      Map.of(
          InstanceAnswer.class, "[instance](#the-instance)",
          OverviewAnswer.class, "[overview](#admin-overview-administrators)");

  private final String document = read();

  @Test
  void eachActionIsListedWithItsFieldsAndItsAnswer() {
    assertThat(table("## Actions", "| action |"))
        .containsExactlyElementsOf(
            Action.ALL.stream()
                .map(
                    action ->
                        "| `%s` |%s| %s |"
                            .formatted(
                                action.name(), fields(action.request()), shape(action.answer())))
                .toList());
  }

  @Test
  void eachShapeIsListedWithItsFields() {
    assertThat(table("## Actions", "| shape |"))
        .containsExactlyElementsOf(
            SHAPES.entrySet().stream()
                .map(each -> "| %s | `%s` |".formatted(each.getValue(), object(each.getKey())))
                .toList());
  }

  @Test
  void theFieldsOfAllRequestsAreListed() {
    assertThat(firstColumn("## Request and answer", "| field |"))
        .containsExactlyElementsOf(
            with("action", Arrays.stream(Caller.class.getRecordComponents())));
    assertThat(document)
        .contains(
            Arrays.stream(ErrorAnswer.class.getRecordComponents())
                .map(each -> '"' + each.getName() + '"')
                .collect(joining(", ", "\"error\": {", "}")));
  }

  @Test
  void theInstancesTableIsWhatIsAnswered() {
    assertTable("## The instance", InstanceAnswer.class);
  }

  @Test
  void theOverviewsTableIsWhatIsAnswered() {
    assertTable("### admin-overview", OverviewAnswer.class);
  }

  @Test
  void theOperationsOnALicenceAreThoseThatAreTaken() {
    assertThat(firstColumn("### manage-license-state", "| `operation` |"))
        .containsExactlyElementsOf(labels(LicenseRequest.Operation.class));
  }

  /** Each component has its row, which also names the fields and the labels within it. */
  private void assertTable(String section, Class<?> type) {
    assertThat(firstColumn(section, "| field |"))
        .containsExactlyElementsOf(with(null, Arrays.stream(type.getRecordComponents())));
    for (RecordComponent component : type.getRecordComponents()) {
      assertThat(codes(row(section, component.getName())))
          .as("the row of %s", component.getName())
          .containsAll(inner(component.getGenericType()));
    }
  }

  /** The names that stand within a field: those of its own fields and labels. */
  private static Set<String> inner(Type type) {
    Set<String> names = new TreeSet<>();
    if (type instanceof ParameterizedType generic && generic.getRawType() != Map.class) {
      Type argument = generic.getActualTypeArguments()[0];
      return generic.getRawType() == Label.class ? labels((Class<?>) argument) : inner(argument);
    } else if (type instanceof Class<?> plain && plain.isRecord() && ours(plain)) {
      for (RecordComponent each : plain.getRecordComponents()) {
        if (!each.isAnnotationPresent(Wire.Unwrapped.class)) {
          names.add(each.getName());
          names.addAll(ofShape(each.getGenericType()) ? Set.of() : inner(each.getGenericType()));
        }
      }
    }
    return names;
  }

  private static boolean ofShape(Type type) {
    return type instanceof ParameterizedType generic
        ? ofShape(generic.getActualTypeArguments()[0])
        : SHAPES.containsKey((Class<?>) type);
  }

  private static Set<String> labels(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(each -> ((Labelled) each).label())
        .collect(toCollection(TreeSet::new));
  }

  private Set<String> firstColumn(String section, String header) {
    return table(section, header)
        .flatMap(row -> codes(first(row)).stream())
        .collect(toCollection(TreeSet::new));
  }

  private String row(String section, String name) {
    return table(section, "| field |")
        .filter(row -> codes(first(row)).contains(name))
        .collect(joining());
  }

  private static String first(String row) {
    return row.substring(0, row.indexOf('|', 1));
  }

  private Stream<String> table(String section, String header) {
    String from = document.substring(document.indexOf("\n" + section));
    return from.substring(from.indexOf("\n" + header) + 1)
        .lines()
        .skip(2)
        .takeWhile(row -> row.startsWith("|"));
  }

  /** The single words in code; a list of labels is one code of many words. */
  private static Set<String> codes(String text) {
    return CODE.matcher(text.replace(", ", "`, `"))
        .results()
        .map((MatchResult each) -> each.group(1))
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> with(String first, Stream<RecordComponent> components) {
    Set<String> names =
        components.map(RecordComponent::getName).collect(toCollection(TreeSet::new));
    Optional.ofNullable(first).ifPresent(names::add);
    return names;
  }

  private static String fields(Class<?> type) {
    String fields = members(type);
    return fields.isEmpty() ? " " : " `" + fields + "` ";
  }

  private static String shape(Class<?> type) {
    String name = SHAPES.getOrDefault(type, TABLES.get(type));
    return name == null ? "`" + object(type) + "`" : name;
  }

  private static String object(Class<?> type) {
    return "{" + members(type) + "}";
  }

  private static String members(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(ApiFieldTablesTest::member)
        .collect(joining(", "));
  }

  private static String member(RecordComponent component) {
    if (component.isAnnotationPresent(Wire.Unwrapped.class)) {
      return "..." + SHAPES.get(component.getType());
    }
    boolean optional =
        component.getType() == Optional.class
            || component.isAnnotationPresent(Wire.OmitEmpty.class);
    String within = within(component.getGenericType());
    return component.getName()
        + (optional ? "?" : "")
        + (within.equals(": " + component.getName()) ? "" : within);
  }

  /** What stands in a field, unless that is a plain value. */
  private static String within(Type type) {
    if (type instanceof ParameterizedType generic) {
      String element = within(generic.getActualTypeArguments()[0]);
      return generic.getRawType() == List.class && !element.isEmpty()
          ? ": [" + element.substring(2) + "]"
          : element;
    } else if (type instanceof Class<?> plain && plain.isSealed()) {
      return Arrays.stream(plain.getPermittedSubclasses())
          .map(each -> "..." + SHAPES.get(each))
          .collect(joining(" or ", ": {type, ", "}"));
    } else if (type instanceof Class<?> plain && plain.isRecord() && ours(plain)) {
      return ": "
          + (plain == InstanceAnswer.class
              ? "instance"
              : SHAPES.getOrDefault(plain, object(plain)));
    }
    return "";
  }

  private static boolean ours(Class<?> type) {
    return type.getPackage().equals(Action.class.getPackage());
  }

  private static String read() {
    try {
      return Files.readString(Path.of("..", "..", "docs", "api.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
