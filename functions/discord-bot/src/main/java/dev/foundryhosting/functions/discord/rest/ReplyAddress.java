/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.rest;

/**
 * Where an interaction's reply is edited. It allows to write in the bot's name for 15 minutes, so
 * it is never printed.
 *
 * @param applicationId Discord's id of the bot
 * @param token of the interaction
 */
public record ReplyAddress(String applicationId, String token) {
  @Override
  public String toString() {
    return "ReplyAddress[" + applicationId + "]";
  }
}
