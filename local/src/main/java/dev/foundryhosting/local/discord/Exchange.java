package dev.foundryhosting.local.discord;

import java.time.Instant;
import java.util.Optional;

/**
 * One interaction and where its answer stands.
 *
 * @param token by which the bot writes for it, for 15 minutes
 * @param source the message with the component that was pressed, or from which the form came
 * @param original the message that is its answer; empty until there is one
 */
record Exchange(
    String id,
    String token,
    Kind kind,
    Person person,
    String channelId,
    String what,
    Instant at,
    Optional<String> source,
    Optional<String> original) {

  /** "Interaction Type". */
  enum Kind {
    COMMAND(2),
    COMPONENT(3),
    AUTOCOMPLETE(4),
    MODAL(5);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  Exchange answeredBy(String postId) {
    return new Exchange(id, token, kind, person, channelId, what, at, source, Optional.of(postId));
  }

  Post.Cause cause() {
    return new Post.Cause(person.id(), what);
  }
}
