package dev.foundryhosting.error;

import java.util.Optional;

/**
 * The one exception by which the platform refuses or fails. Its message is written for people and
 * carries no secret; its cause, if any, is for the log alone.
 */
public final class PlatformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String field;
  private final boolean retryable;

  public PlatformException(ErrorCode code, String message) {
    this(code, message, null, code.retryable(), null);
  }

  private PlatformException(
      ErrorCode code, String message, String field, boolean retryable, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.field = field;
    this.retryable = retryable;
  }

  /** A value of a request that breaks a rule: the message is "field rule". */
  public static PlatformException invalid(String field, String rule) {
    return new PlatformException(
        ErrorCode.VALIDATION_ERROR, field + " " + rule, field, false, null);
  }

  /** A state that passes by itself, so that the same request may succeed a little later. */
  public static PlatformException notNow(ErrorCode code, String message) {
    return new PlatformException(code, message, null, true, null);
  }

  /** A service the platform depends on failed; the record still says the truth. */
  public static PlatformException dependency(String message, boolean retryable, Throwable cause) {
    return new PlatformException(ErrorCode.DEPENDENCY_FAILED, message, null, retryable, cause);
  }

  /** The failure that another function answered with. */
  public static PlatformException of(
      ErrorCode code, String message, Optional<String> field, boolean retryable) {
    return new PlatformException(code, message, field.orElse(null), retryable, null);
  }

  public ErrorCode code() {
    return code;
  }

  /** The field of the request that is wrong; only with {@link ErrorCode#VALIDATION_ERROR}. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  public boolean retryable() {
    return retryable;
  }
}
