/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.PlatformException;

/**
 * Port: the host names of servers (alias records in the platform's hosted zone). Records that do
 * not lead to the platform's load balancer are others', and are never changed.
 */
public interface HostNames {
  /** Whether no record of others has this name. */
  boolean free(String host);

  /**
   * Points a host name at the load balancer.
   *
   * @throws PlatformException {@code DEPENDENCY_FAILED} when a record of others has this name
   */
  void ensure(String host);

  /** Removes a host name; does nothing where there is none, or only records of others. */
  void remove(String host);
}
