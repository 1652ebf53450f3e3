/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.functions.worldfiles.folder.RawNames;
import java.util.Locale;
import java.util.Optional;

/**
 * What is packed, kept and restored as one: a world, a system, a module, the configuration, or the
 * rest of a user's folder.
 *
 * @param name the raw name of a world, a system or a module; else empty
 */
record Unit(Kind kind, String name) implements Comparable<Unit> {
  static final Unit CONFIG = new Unit(Kind.CONFIG, "");
  static final Unit REST = new Unit(Kind.REST, "");

  /** The kinds, and the folders that hold those with names. */
  enum Kind {
    WORLD("Data/worlds"),
    SYSTEM("Data/systems"),
    MODULE("Data/modules"),
    CONFIG("Config"),
    REST("");

    private final String folder;

    Kind(String folder) {
      this.folder = folder;
    }

    /** Whether its folder holds many of its kind. */
    boolean named() {
      return this == WORLD || this == SYSTEM || this == MODULE;
    }

    String folder() {
      return folder;
    }

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Unit ofWorld(WorldName world) {
    byte[] bytes = world.value().getBytes(UTF_8);
    return new Unit(Kind.WORLD, new String(bytes, ISO_8859_1));
  }

  /** Its name as text, with a replacement character for what is none. */
  String text() {
    return new String(name.getBytes(ISO_8859_1), UTF_8);
  }

  /** The unit to which a folder at a path from the user's folder belongs by itself, if any. */
  static Optional<Unit> at(String path) {
    if (path.equals(Kind.CONFIG.folder())) {
      return Optional.of(CONFIG);
    }
    for (Kind kind : Kind.values()) {
      String prefix = kind.folder() + "/";
      if (kind.named() && path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0) {
        return Optional.of(new Unit(kind, path.substring(prefix.length())));
      }
    }
    return Optional.empty();
  }

  /** The path of its folder from the user's folder; empty for the rest. */
  String path() {
    return kind.named() ? kind.folder() + "/" + name : kind.folder();
  }

  /** As people read it, without what its name may hold beside text. */
  String label() {
    String printable = text().replaceAll("\\p{Cntrl}", "?");
    return kind.named() ? kind.text() + " " + printable : kind.text();
  }

  /** Its part of a key in the archive. */
  String key() {
    return kind.text() + "/" + RawNames.encoded(name);
  }

  @Override
  public int compareTo(Unit other) {
    int byKind = kind.compareTo(other.kind);
    return byKind == 0 ? name.compareTo(other.name) : byKind;
  }
}
