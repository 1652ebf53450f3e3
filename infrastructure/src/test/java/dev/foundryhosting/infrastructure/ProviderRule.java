/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One demand of a validator; what is not declared is not looked at.
 *
 * @param path leads through blocks and lists to each value, such as {@code rules.ruleName}
 * @param demand in words
 */
record ProviderRule(String path, String demand, Predicate<Object> holds) {
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws(-[a-z]+)*:[a-z0-9-]+:([a-z]{2}(-[a-z]+)+-[0-9])?:([0-9]{12}|aws)?:.+");

  /** A sentence for each value that does not hold. */
  Stream<String> broken(Map<String, Object> inputs) {
    return values(inputs, List.of(path.split("\\.")))
        .filter(holds.negate())
        .map(value -> "%s is %s, but must be %s".formatted(path, value, demand));
  }

  private static Stream<Object> values(Object node, List<String> path) {
    return switch (node) {
      case null -> Stream.empty();
      case List<?> list -> list.stream().flatMap(each -> values(each, path));
      case Map<?, ?> map when !path.isEmpty() ->
          values(map.get(path.getFirst()), path.subList(1, path.size()));
      default -> Stream.of(node);
    };
  }

  static ProviderRule text(String path, int longest, String pattern) {
    Pattern shape = Pattern.compile(pattern);
    return new ProviderRule(
        path,
        "at most %d of %s".formatted(longest, pattern),
        value ->
            value instanceof String text
                && text.length() <= longest
                && shape.matcher(text).matches());
  }

  static ProviderRule oneOf(String path, String... values) {
    return new ProviderRule(path, "one of " + List.of(values), List.of(values)::contains);
  }

  static ProviderRule number(String path, Integer... values) {
    return new ProviderRule(
        path,
        "one of " + List.of(values),
        value -> value instanceof Number number && List.of(values).contains(number.intValue()));
  }

  static ProviderRule between(String path, long least, long most) {
    return new ProviderRule(
        path,
        "from %d to %d".formatted(least, most),
        value -> value instanceof Long number && number >= least && number <= most);
  }

  static ProviderRule network(String path) {
    return text(path, 18, "([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}");
  }

  static ProviderRule arn(String path) {
    return new ProviderRule(
        path, "an ARN", value -> value instanceof String text && ARN.matcher(text).matches());
  }

  static ProviderRule json(String path, int longest) {
    return new ProviderRule(
        path,
        "JSON of at most " + longest,
        value -> value instanceof String text && text.length() <= longest && parses(text));
  }

  private static boolean parses(String text) {
    try {
      return JsonParser.parseString(text).isJsonObject();
    } catch (JsonParseException e) {
      return false;
    }
  }
}
