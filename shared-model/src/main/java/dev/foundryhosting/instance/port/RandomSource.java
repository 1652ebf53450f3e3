/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

/** Port: bytes that cannot be guessed. */
@FunctionalInterface
public interface RandomSource {
  byte[] bytes(int count);
}
