/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import java.util.Set;

class InMemoryHostNamesTest extends HostNamesContract {
  private final InMemoryHostNames names = new InMemoryHostNames();

  @Override
  protected HostNames hostNames() {
    return names;
  }

  @Override
  protected Set<String> existing() {
    return names.all();
  }

  @Override
  protected void hold(String host) {
    names.hold(host);
  }

  @Override
  protected Set<String> held() {
    return names.held();
  }
}
