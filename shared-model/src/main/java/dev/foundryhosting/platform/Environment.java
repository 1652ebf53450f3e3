/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import dev.foundryhosting.error.PlatformException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A function's environment, read and checked at start: what is missing or malformed stops the
 * function with one sentence that names the variable, and never with its value.
 */
public final class Environment {
  private final Map<String, String> values;

  public Environment(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * The value of a variable, or its default.
   *
   * @throws IllegalStateException when it is neither set nor has a default, or is malformed
   */
  public String get(Variable variable) {
    return find(variable)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The environment variable %s is not set; it must hold %s."
                        .formatted(variable, variable.format().meaning())));
  }

  /** The value of a variable, or its default; empty when there is neither, or the default is "". */
  public Optional<String> find(Variable variable) {
    return set(variable.name(), variable.format())
        .or(() -> variable.fallback().filter(fallback -> !fallback.isEmpty()));
  }

  private Optional<String> set(String name, Variable.Format format) {
    String value = values.getOrDefault(name, "").strip();
    if (!value.isEmpty() && !format.admits(value)) {
      throw malformed(name, format);
    }
    return Optional.of(value).filter(text -> !text.isEmpty());
  }

  /**
   * As {@link #find(Variable)}, read by a parser of the domain.
   *
   * @throws IllegalStateException also when the parser refuses the text
   */
  public <T> Optional<T> find(Variable variable, Function<String, T> parser) {
    try {
      return find(variable).map(parser);
    } catch (PlatformException e) {
      throw new IllegalStateException(
          "The environment variable %s is malformed: %s.".formatted(variable, e.getMessage()), e);
    }
  }

  /** A variable that holds names separated by commas. */
  public List<String> list(Variable variable) {
    return List.of(get(variable).split(","));
  }

  /**
   * The endpoint that replaces AWS's own for a service: the SDK's own variables {@code
   * AWS_ENDPOINT_URL_<SERVICE>} and {@code AWS_ENDPOINT_URL}.
   *
   * @param service the service id as the SDK spells it in the variable, such as {@code DYNAMODB} or
   *     {@code ELASTIC_LOAD_BALANCING_V2}
   */
  public Optional<URI> endpoint(String service) {
    Variable any = Variable.AWS_ENDPOINT_URL;
    return set(any + "_" + service, any.format()).or(() -> find(any)).map(URI::create);
  }

  /**
   * The platform's clock: UTC, moved by {@code PLATFORM_CLOCK_OFFSET}, which counts only where AWS
   * is emulated.
   */
  public Clock clock() {
    Optional<String> offset = emulated() ? find(Variable.PLATFORM_CLOCK_OFFSET) : Optional.empty();
    try {
      return offset
          .map(text -> Clock.offset(Clock.systemUTC(), Duration.parse(text)))
          .orElseGet(Clock::systemUTC);
    } catch (DateTimeParseException e) {
      throw malformed(
          Variable.PLATFORM_CLOCK_OFFSET.name(), Variable.PLATFORM_CLOCK_OFFSET.format());
    }
  }

  /** Whether any service has another endpoint than AWS's own. */
  private boolean emulated() {
    return values.entrySet().stream()
        .filter(variable -> variable.getKey().startsWith(Variable.AWS_ENDPOINT_URL.name()))
        .anyMatch(variable -> !variable.getValue().isBlank());
  }

  private static IllegalStateException malformed(String variable, Variable.Format format) {
    return new IllegalStateException(
        "The environment variable %s is malformed; it must hold %s."
            .formatted(variable, format.meaning()));
  }
}
