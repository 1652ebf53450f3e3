/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.rest;

/**
 * Discord refused a request ("Opcodes and Status Codes"). The message names what the bot tried, and
 * never the path, which may hold an interaction's token.
 */
public final class DiscordApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int UNKNOWN_CHANNEL = 10003;
  private static final int UNKNOWN_GUILD = 10004;
  private static final int UNKNOWN_MESSAGE = 10008;
  private static final int UNKNOWN_WEBHOOK = 10015;
  private static final int INVALID_RECIPIENT = 50033;

  private final String doing;
  private final int status;

  /** Discord's own code of the refusal; 0 when it gave none. */
  private final int code;

  DiscordApiException(String doing, int status, int code) {
    this.doing = doing;
    this.status = status;
    this.code = code;
  }

  @Override
  public String getMessage() {
    return "Could not %s: Discord answered %d, code %d.".formatted(doing, status, code);
  }

  /** Whether the resource does not exist, or no longer. */
  public boolean isGone() {
    return status == 404;
  }

  /** Whether the channel does not exist any more. */
  public boolean isOfUnknownChannel() {
    return code == UNKNOWN_CHANNEL;
  }

  /** Whether the bot is in no such Discord server. */
  boolean isOfUnknownGuild() {
    return code == UNKNOWN_GUILD;
  }

  /**
   * Whether the message does not exist any more. Discord says so, too, of a new message whose nonce
   * it knows from a deleted one (discord-api-docs, pull request 6647).
   */
  public boolean isOfUnknownMessage() {
    return code == UNKNOWN_MESSAGE;
  }

  /** Whether the reader has left, or takes no messages from the bot. */
  public boolean isOfReader() {
    return code == INVALID_RECIPIENT || (code != 0 && (status == 403 || status == 404));
  }

  /** Whether the request breaks a rule or a limit of Discord's. */
  public boolean isOfForm() {
    return status == 400;
  }

  /** Whether Discord does not know the interaction's token, any more or yet. */
  public boolean isOfUnknownToken() {
    return code == UNKNOWN_WEBHOOK;
  }

  /** Whether the bot or the token may not do that. */
  public boolean isForbidden() {
    return status == 401 || status == 403;
  }
}
