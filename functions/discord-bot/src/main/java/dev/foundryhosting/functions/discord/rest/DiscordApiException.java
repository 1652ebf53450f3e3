package dev.foundryhosting.functions.discord.rest;

/**
 * Discord understood a request and says no ("Opcodes and Status Codes"). Its message names what was
 * being done, and never the path: an interaction's token stands there.
 */
public final class DiscordApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int UNKNOWN_CHANNEL = 10003;
  private static final int UNKNOWN_MESSAGE = 10008;
  private static final int UNKNOWN_WEBHOOK = 10015;
  private static final int INVALID_RECIPIENT = 50033;

  private final int status;
  private final int code;

  DiscordApiException(String doing, int status, int code) {
    super("Could not %s: Discord answered %d, code %d.".formatted(doing, status, code));
    this.status = status;
    this.code = code;
  }

  /** Discord's own code of the refusal; 0 when it gave none. */
  public int code() {
    return code;
  }

  /** Whether what was asked about is not there, or no longer. */
  public boolean isGone() {
    return status == 404;
  }

  /** Whether the channel is not there any more. */
  public boolean isOfUnknownChannel() {
    return code == UNKNOWN_CHANNEL;
  }

  /**
   * Whether the message is not there any more. So says Discord also to a new one whose nonce it
   * knows from a message that was deleted since (discord-api-docs, pull request 6647).
   */
  public boolean isOfUnknownMessage() {
    return code == UNKNOWN_MESSAGE;
  }

  /** Whether it is for the reader's sake, who has left or takes no messages from the bot. */
  public boolean isOfReader() {
    return code == INVALID_RECIPIENT || (code != 0 && (status == 403 || status == 404));
  }

  /** Whether what was asked for is not as Discord wants it, or more than it takes. */
  public boolean isOfForm() {
    return status == 400;
  }

  /** Whether Discord knows no interaction of that token: none any more, or none yet. */
  public boolean isOfUnknownToken() {
    return code == UNKNOWN_WEBHOOK;
  }

  /** Whether the bot, or the token, may not do that. */
  public boolean isForbidden() {
    return status == 401 || status == 403;
  }
}
