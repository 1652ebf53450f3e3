package dev.foundryhosting.instance;

import java.util.Objects;

/**
 * Why a server does not run, where its user did not ask for that.
 *
 * @param why a sentence for its user
 * @param failure whether something went wrong; else it was stopped by a rule
 */
public record Ending(String why, boolean failure) {
  public Ending {
    Objects.requireNonNull(why, "why");
  }

  public static Ending failed(String why) {
    return new Ending(why, true);
  }

  public static Ending ruled(String why) {
    return new Ending(why, false);
  }
}
