/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.error.PlatformException;
import java.util.Optional;

/**
 * Why a request was refused or failed.
 *
 * @param code a name of {@link dev.foundryhosting.error.ErrorCode}, or of one that came later
 * @param message a sentence for people
 * @param field what is wrong, with {@code VALIDATION_ERROR}
 * @param retryable whether the same request may succeed later
 */
public record ErrorAnswer(String code, String message, Optional<String> field, boolean retryable) {
  public static ErrorAnswer of(PlatformException failure) {
    return new ErrorAnswer(
        failure.code().name(), failure.getMessage(), failure.field(), failure.retryable());
  }
}
