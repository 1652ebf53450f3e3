/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.demo;

/** A step of the demo failed; the message says what was seen instead. */
final class DemoFailure extends RuntimeException {
  DemoFailure(String message) {
    super(message);
  }

  DemoFailure(String message, Throwable cause) {
    super(message, cause);
  }

  static void expect(String what, Object wanted, Object seen) {
    unless(wanted.equals(seen), what + " should be " + wanted + ", but is", seen);
  }

  static void unless(boolean holds, String what, Object seen) {
    if (!holds) {
      throw new DemoFailure(what + ": " + seen);
    }
  }
}
