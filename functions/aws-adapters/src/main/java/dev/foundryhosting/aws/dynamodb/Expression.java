/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition or an update with its values. {@code #name} in the text stands for the attribute of
 * that name, because DynamoDB reserves many plain words.
 *
 * @param aliases the attributes whose names an expression cannot spell, by their {@code #name}
 */
public record Expression(String text, ItemWriter values, Map<String, String> aliases) {
  /** No condition. */
  public static final Expression NONE = new Expression("");

  private static final Pattern NAME = Pattern.compile("#\\w+");

  /** An expression without values. */
  public Expression(String text) {
    this(text, new ItemWriter());
  }

  /** An expression whose text can spell the names of its attributes. */
  public Expression(String text, ItemWriter values) {
    this(text, values, Map.of());
  }

  /** The text; null if it is empty, as DynamoDB refuses an empty text. */
  @Nullable String textOrNull() {
    return text.isEmpty() ? null : text;
  }

  /** The names of all attributes; null without any, as DynamoDB refuses an empty map. */
  static @Nullable Map<String, String> names(Expression... expressions) {
    Map<String, String> names = new HashMap<>();
    for (Expression each : expressions) {
      NAME.matcher(each.text)
          .results()
          .map(MatchResult::group)
          .forEach(name -> names.put(name, each.aliases.getOrDefault(name, name.substring(1))));
    }
    return names.isEmpty() ? null : names;
  }

  /** All values; null without any, as DynamoDB refuses an empty map. */
  static @Nullable Map<String, AttributeValue> values(Expression... expressions) {
    Map<String, AttributeValue> values = new HashMap<>();
    Stream.of(expressions).forEach(each -> values.putAll(each.values.item()));
    return values.isEmpty() ? null : values;
  }
}
