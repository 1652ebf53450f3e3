/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

/**
 * Port: reports to operators what went wrong. A logger of the JDK's would be made while a native
 * image is built.
 */
@FunctionalInterface
public interface ProblemLog {
  /**
   * @param sentence what went wrong and for whom; never a secret
   * @param cause for the stack trace
   */
  void trouble(String sentence, Throwable cause);
}
