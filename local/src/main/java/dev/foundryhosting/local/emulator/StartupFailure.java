/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.emulator;

/** The laptop edition cannot start; the message is the one sentence that a person needs. */
public final class StartupFailure extends RuntimeException {
  public StartupFailure(String message) {
    super(message);
  }

  public StartupFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
