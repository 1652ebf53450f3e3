/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.error;

/**
 * Every way in which the platform refuses or fails; docs/api.md says what each means.
 *
 * <p>The names are part of the API: none is ever changed or re-used.
 */
public enum ErrorCode {
  VALIDATION_ERROR,
  UNKNOWN_ACTION,
  PERMISSION_DENIED,
  INSTANCE_NOT_FOUND,
  INSTANCE_ALREADY_EXISTS,
  SUBDOMAIN_TAKEN,
  INVALID_STATE,
  LICENSE_NOT_FOUND,
  LICENSE_IN_USE(true),
  LICENSE_UNAVAILABLE,
  SESSION_NOT_FOUND,
  SESSION_CONFLICT,
  SPENDING_CAP_REACHED,
  RATE_LIMITED(true),
  MAINTENANCE(true),
  CONFLICT(true),
  DEPENDENCY_FAILED(true),
  INTERNAL_ERROR;

  private final boolean retryable;

  ErrorCode() {
    this(false);
  }

  ErrorCode(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether the same request may succeed when it is sent again. */
  public boolean retryable() {
    return retryable;
  }
}
