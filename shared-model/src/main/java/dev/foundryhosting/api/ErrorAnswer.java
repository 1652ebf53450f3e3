/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.error.FieldError;
import dev.foundryhosting.error.PlatformException;
import java.util.List;
import java.util.Optional;

/**
 * Why a request was refused or failed.
 *
 * @param code a name of {@link dev.foundryhosting.error.ErrorCode}, or of one that came later
 * @param message a sentence for people
 * @param field the first of the fields
 * @param fields what is wrong with which field of the request, all of them at once
 * @param retryable whether the same request may succeed later
 */
public record ErrorAnswer(
    String code,
    String message,
    Optional<String> field,
    @Wire.OmitEmpty List<FieldError> fields,
    boolean retryable) {
  public static ErrorAnswer of(PlatformException failure) {
    return new ErrorAnswer(
        failure.code().name(),
        failure.getMessage(),
        failure.field(),
        failure.fields(),
        failure.retryable());
  }

  /** The fields; of an answer of an older platform, which names one field, that one. */
  public List<FieldError> wrongFields() {
    return fields.isEmpty()
        ? field.stream().map(name -> new FieldError(name, message)).toList()
        : fields;
  }
}
