/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.error;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The one exception by which the platform refuses or fails. People read its message, which holds no
 * secret; its cause is for the log.
 */
public final class PlatformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String message;
  private final List<FieldError> fields;
  private final boolean retryable;

  public PlatformException(ErrorCode code, String message) {
    this(code, message, List.of(), code.retryable());
  }

  private PlatformException(
      ErrorCode code, String message, List<FieldError> fields, boolean retryable) {
    super(message);
    this.code = code;
    this.message = message;
    this.fields = fields;
    this.retryable = retryable;
  }

  /** A field of a request that breaks a rule: the message is "field rule". */
  public static PlatformException invalid(String field, String rule) {
    return invalid(List.of(FieldError.of(field, rule)));
  }

  /**
   * All fields of a request that break a rule.
   *
   * @param errors at least one; the message joins theirs
   */
  public static PlatformException invalid(List<FieldError> errors) {
    return refused(ErrorCode.VALIDATION_ERROR, errors, "; ");
  }

  /**
   * A refusal for the values of fields, which would be refused again.
   *
   * @param errors at least one; the message joins theirs
   */
  public static PlatformException refused(ErrorCode code, List<FieldError> errors) {
    return refused(code, errors, " ");
  }

  private static PlatformException refused(
      ErrorCode code, List<FieldError> errors, String separator) {
    String message =
        errors.stream().map(FieldError::message).distinct().collect(Collectors.joining(separator));
    return of(code, message, errors, false);
  }

  /** A refusal for a state that passes by itself: the same request may succeed a little later. */
  public static PlatformException notNow(ErrorCode code, String message) {
    return of(code, message, List.of(), true);
  }

  /** Concurrent writers kept changing a record; nothing was written. */
  public static PlatformException concurrentChange(String record) {
    return new PlatformException(
        ErrorCode.CONFLICT,
        "The %s is being changed by others right now. Try again.".formatted(record));
  }

  /** A defect of the platform; the log has it under the request id. */
  public static PlatformException defect() {
    return new PlatformException(
        ErrorCode.INTERNAL_ERROR, "Something broke on our side. The maintainers can see it.");
  }

  /** A service that the platform depends on does not answer as it should. */
  public static PlatformException dependency(String message, boolean retryable) {
    return of(ErrorCode.DEPENDENCY_FAILED, message, List.of(), retryable);
  }

  /** A call of a service that the platform depends on failed. */
  public static PlatformException dependency(String message, boolean retryable, Throwable cause) {
    PlatformException failure = dependency(message, retryable);
    failure.initCause(cause);
    return failure;
  }

  /** The failure that another function answered with. */
  public static PlatformException of(
      ErrorCode code, String message, List<FieldError> fields, boolean retryable) {
    return new PlatformException(code, message, fields, retryable);
  }

  public ErrorCode code() {
    return code;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** The first of the {@link #fields}. */
  public Optional<String> field() {
    return fields.stream().map(FieldError::field).findFirst();
  }

  /** What is wrong with which field of the request; empty when no field is to blame. */
  public List<FieldError> fields() {
    return fields;
  }

  public boolean retryable() {
    return retryable;
  }
}
