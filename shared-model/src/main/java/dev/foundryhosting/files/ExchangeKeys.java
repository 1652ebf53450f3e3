/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.UserId;
import java.net.URLEncoder;

/**
 * Where the archive keeps what users take home and bring in. All of it expires after a day, by the
 * begin of its keys.
 */
public final class ExchangeKeys {
  private ExchangeKeys() {}

  /** The begin of all keys of what a user takes home. */
  public static String exports(UserId user) {
    return ResourceNames.EXPORTS + user + "/";
  }

  /** The begin of all keys of what a user brings in. */
  public static String imports(UserId user) {
    return ResourceNames.IMPORTS + user + "/";
  }

  /**
   * The archive of a world that a job packed.
   *
   * @param job its id
   */
  public static String export(UserId user, String job, WorldName world) {
    String name = URLEncoder.encode(world.value(), UTF_8).replace("+", "%20");
    return exports(user) + job + "/" + name + ".tar.gz";
  }

  public static String upload(UserId user, ImportId upload) {
    return imports(user) + upload.name();
  }
}
