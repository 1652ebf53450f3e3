/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

class InMemoryJoinAttemptsTest extends JoinAttemptsContract {
  InMemoryJoinAttemptsTest() {
    super(new InMemoryJoinAttempts());
  }
}
