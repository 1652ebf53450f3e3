/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The content of a user's one secret. It is shown nowhere: {@link #toString} names the fields only.
 */
public record UserSecret(Map<Field, String> fields) {
  private static final Set<Field> LICENSE_FIELDS =
      Set.of(Field.FOUNDRY_USERNAME, Field.FOUNDRY_PASSWORD, Field.LICENSE_KEY);

  public UserSecret {
    fields = Map.copyOf(fields);
  }

  public Optional<String> get(Field field) {
    return Optional.ofNullable(fields.get(field));
  }

  public boolean has(Field field) {
    return fields.containsKey(field);
  }

  public UserSecret with(Field field, String value) {
    Map<Field, String> more = new HashMap<>(fields);
    more.put(field, value);
    return new UserSecret(more);
  }

  /** The same secret with other licence credentials in place of its own. */
  public UserSecret withLicenseFieldsOf(UserSecret fresh) {
    Map<Field, String> license = new HashMap<>(fresh.fields);
    license.keySet().retainAll(LICENSE_FIELDS);
    Map<Field, String> merged = new HashMap<>(fields);
    merged.keySet().removeAll(LICENSE_FIELDS);
    merged.putAll(license);
    return new UserSecret(merged);
  }

  /** The same secret with the join code of another, where that has one. */
  public UserSecret withJoinCodeOf(UserSecret fresh) {
    return fresh.get(Field.JOIN_CODE).map(code -> with(Field.JOIN_CODE, code)).orElse(this);
  }

  @Override
  public String toString() {
    return "UserSecret" + fields.keySet();
  }

  /** A field of the secret and its key in the JSON. */
  public enum Field {
    FOUNDRY_USERNAME("foundryUsername"),
    FOUNDRY_PASSWORD("foundryPassword"),
    LICENSE_KEY("licenseKey"),
    ADMIN_KEY("adminKey"),
    JOIN_CODE("joinCode"),
    ASSETS_ACCESS_KEY_ID("assetsAccessKeyId"),
    ASSETS_SECRET_ACCESS_KEY("assetsSecretAccessKey");

    private final String key;

    Field(String key) {
      this.key = key;
    }

    public String key() {
      return key;
    }
  }
}
