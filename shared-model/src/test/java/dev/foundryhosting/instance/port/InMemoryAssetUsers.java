/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.UserId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** IAM users with at most one key each. */
public final class InMemoryAssetUsers implements AssetUsers {
  private final Map<String, Spec> users = new LinkedHashMap<>();
  private final Map<String, AccessKey> keys = new LinkedHashMap<>();
  private final Set<String> inactive = new HashSet<>();
  private int made;

  @Override
  public synchronized void ensure(Spec spec) {
    if (spec.name().isEmpty() || spec.name().length() > 64) {
      throw new IllegalArgumentException("IAM takes user names of 1 to 64 characters");
    }
    Spec existing = users.get(spec.name());
    if (existing != null && !existing.user().equals(spec.user())) {
      throw PlatformException.dependency(
          "Could not make the bucket's IAM user: there is one of that name that is not the"
              + " platform's.",
          false);
    }
    users.put(spec.name(), spec);
  }

  @Override
  public synchronized AccessKey replaceKey(String name) {
    if (!users.containsKey(name)) {
      throw PlatformException.dependency(
          "Could not make the bucket's access key: IAM does not know its user (yet).", true);
    }
    made++;
    AccessKey key = new AccessKey("AKIA%016d".formatted(made), "%040d".formatted(made));
    keys.put(name, key);
    return key;
  }

  @Override
  public synchronized boolean keepKey(String name, String id) {
    boolean known = keyOf(name).filter(key -> key.id().equals(id)).isPresent();
    if (!known) {
      keys.remove(name);
    }
    return known && !inactive.contains(id);
  }

  @Override
  public synchronized void remove(String name) {
    keys.remove(name);
    users.remove(name);
  }

  /** From now on a key is refused, as when an operator made it inactive. */
  public synchronized void makeInactive(String keyId) {
    inactive.add(keyId);
  }

  /** The key that works for a user now. */
  public synchronized Optional<AccessKey> keyOf(String name) {
    return Optional.ofNullable(keys.get(name));
  }

  /** How many keys were ever made. */
  public synchronized int keysMadeEver() {
    return made;
  }

  /** All IAM users that stand. */
  public synchronized List<Spec> all() {
    return List.copyOf(users.values());
  }

  /** The IAM users of one of the platform's users. */
  public List<Spec> of(UserId user) {
    return all().stream().filter(spec -> spec.user().equals(user)).toList();
  }
}
