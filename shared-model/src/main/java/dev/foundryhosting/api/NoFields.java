/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

/** An action without fields of its own. */
public record NoFields() {
  public static final NoFields NONE = new NoFields();
}
