/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

/**
 * How players get to a table; a secret of its group.
 *
 * @param url with the code
 * @param code as people read it
 * @param text for the game master to post in Discord
 */
public record InviteAnswer(String url, String code, String text) {
  @Override
  public String toString() {
    return "InviteAnswer";
  }
}
