/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.error;

/**
 * What is wrong with one field of a request.
 *
 * @param field as the request names it
 * @param message a sentence for people; it never repeats the value
 */
public record FieldError(String field, String message) {
  /** A field that breaks a rule: the message is "field rule". */
  public static FieldError of(String field, String rule) {
    return new FieldError(field, field + " " + rule);
  }
}
