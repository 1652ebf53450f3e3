/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

/** The key of the server's setup page; a secret. */
public record AdminKeyAnswer(String adminKey) {
  @Override
  public String toString() {
    return "AdminKeyAnswer";
  }
}
