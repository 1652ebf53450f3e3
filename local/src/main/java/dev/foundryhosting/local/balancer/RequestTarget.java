package dev.foundryhosting.local.balancer;

import dev.foundryhosting.local.stack.EmulatedStack;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request asks for.
 *
 * @param host without port
 * @param path as sent
 */
record RequestTarget(String host, String path) {
  /** For programs whose resolver does not know {@code *.localhost}, such as every Java one. */
  private static final Pattern BY_PATH =
      Pattern.compile("/\\.foundry-hosting/hosts/([a-z0-9-]+)(/.*)");

  static RequestTarget of(String hostHeader, String path) {
    Matcher byPath = BY_PATH.matcher(path);
    if (byPath.matches()) {
      return new RequestTarget(byPath.group(1) + "." + EmulatedStack.DOMAIN, byPath.group(2));
    }
    String host = hostHeader == null ? "" : hostHeader.replaceFirst(":[0-9]+$", "");
    return new RequestTarget(host, path);
  }
}
