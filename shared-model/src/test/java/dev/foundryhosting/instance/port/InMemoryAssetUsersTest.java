/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import java.util.Set;
import java.util.stream.Collectors;

class InMemoryAssetUsersTest extends AssetUsersContract {
  private final InMemoryAssetUsers users = new InMemoryAssetUsers();

  @Override
  protected AssetUsers users() {
    return users;
  }

  @Override
  protected Set<String> existing() {
    return users.all().stream().map(AssetUsers.Spec::name).collect(Collectors.toSet());
  }

  @Override
  protected Set<String> keyIds(String name) {
    return users.keyOf(name).stream().map(AssetUsers.AccessKey::id).collect(Collectors.toSet());
  }

  @Override
  protected void letBecomeInactive(String name, String keyId) {
    users.makeInactive(keyId);
  }
}
