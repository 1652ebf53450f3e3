/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.error;

import java.util.Optional;

/**
 * The one exception by which the platform refuses or fails. People read its message, which holds no
 * secret; its cause is for the log.
 */
public final class PlatformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String message;
  private final Optional<String> field;
  private final boolean retryable;

  public PlatformException(ErrorCode code, String message) {
    this(code, message, Optional.empty(), code.retryable());
  }

  private PlatformException(
      ErrorCode code, String message, Optional<String> field, boolean retryable) {
    super(message);
    this.code = code;
    this.message = message;
    this.field = field;
    this.retryable = retryable;
  }

  /** A field of a request that breaks a rule: the message is "field rule". */
  public static PlatformException invalid(String field, String rule) {
    return new PlatformException(
        ErrorCode.VALIDATION_ERROR, field + " " + rule, Optional.of(field), false);
  }

  /** A refusal for a state that passes by itself: the same request may succeed a little later. */
  public static PlatformException notNow(ErrorCode code, String message) {
    return of(code, message, Optional.empty(), true);
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
    return of(ErrorCode.DEPENDENCY_FAILED, message, Optional.empty(), retryable);
  }

  /** A call of a service that the platform depends on failed. */
  public static PlatformException dependency(String message, boolean retryable, Throwable cause) {
    PlatformException failure = dependency(message, retryable);
    failure.initCause(cause);
    return failure;
  }

  /** The failure that another function answered with. */
  public static PlatformException of(
      ErrorCode code, String message, Optional<String> field, boolean retryable) {
    return new PlatformException(code, message, field, retryable);
  }

  public ErrorCode code() {
    return code;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** The wrong field of the request; only with {@link ErrorCode#VALIDATION_ERROR}. */
  public Optional<String> field() {
    return field;
  }

  public boolean retryable() {
    return retryable;
  }
}
