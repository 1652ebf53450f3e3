/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

/** Port: the host names of servers (alias records in the platform's hosted zone). */
public interface HostNames {
  /** Points a host name at the load balancer. */
  void ensure(String host);

  /** Removes a host name; does nothing where there is none. */
  void remove(String host);
}
