/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

/** Port: checks whether one service that the platform depends on answers. */
public interface HealthProbe {
  /** The service, such as {@code dynamodb}. */
  String name();

  /**
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when it does not
   */
  void check();
}
