/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

/**
 * What a stored record holds beyond what this version of the functions knows: fields and values
 * that another version wrote. A write keeps it, so that functions of two versions work on one
 * record. Only the store that read it looks inside. The term is that of Protocol Buffers.
 */
public interface UnknownFields {
  /** Of a record of this version. */
  UnknownFields NONE = new UnknownFields() {};
}
