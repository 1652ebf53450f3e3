/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.balancer;

import dev.foundryhosting.local.stack.EmulatedStack;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server and the path that a request is for.
 *
 * @param host without port
 */
record RequestTarget(String host, String path) {
  /** For programs whose resolver does not know {@code *.localhost}, such as Java ones. */
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
