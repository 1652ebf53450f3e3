/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import java.util.Optional;

/**
 * What a stored record holds beyond what this version of the functions knows: fields and values
 * that another version wrote. A write keeps it, so that functions of two versions work on one
 * record. The term is that of Protocol Buffers.
 *
 * @param stored in a form that the store alone understands
 */
public record UnknownFields(Optional<Object> stored) {
  /** Of a record of this version. */
  public static final UnknownFields NONE = new UnknownFields(Optional.empty());
}
