/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.TreeRemoval;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The licence file in a user's folder. It lies there only while a server runs, so that a borrower's
 * folder and its backups never hold the key of another user. Each method answers with what came of
 * it; empty when the checkpoint ended the work.
 */
final class LicenseFiles {
  static final Path FILE = Path.of("license.json");
  private static final Path CONFIG = Path.of("Config");

  private final Path root;
  private final LicenseStore store;

  /**
   * @param root of the users' folders
   */
  LicenseFiles(Path root, LicenseStore store) {
    this.root = root;
    this.store = store;
  }

  /** Lays the file that is kept for a licence into a user's folder, in the place of any other. */
  Optional<String> layIn(UserId user, LicenseId license, Checkpoint checkpoint) throws IOException {
    Optional<SignedLicense> kept = store.find(license);
    try (SecureFolder top = SecureFolder.trusted(root)) {
      Optional<SecureFolder> folder = kept.isPresent() ? home(top, user) : top.folder(name(user));
      if (folder.isEmpty()) {
        return Optional.of("There is no signed licence to lay in.");
      }
      try (SecureFolder home = folder.get()) {
        return layIn(home, kept, checkpoint);
      }
    }
  }

  private static Optional<String> layIn(
      SecureFolder home, Optional<SignedLicense> kept, Checkpoint checkpoint) throws IOException {
    if (!withoutFalseConfig(home, checkpoint)) {
      return Optional.empty();
    }
    Optional<SecureFolder> folder =
        kept.isPresent() ? home.makeFolder(CONFIG) : home.folder(CONFIG);
    if (folder.isEmpty()) {
      return Optional.of("There is no signed licence to lay in.");
    }
    try (SecureFolder config = folder.get()) {
      if (!withoutLicense(config, checkpoint)) {
        return Optional.empty();
      }
      if (kept.isEmpty()) {
        return Optional.of("There is no signed licence to lay in.");
      }
      config.write(FILE, kept.get().content());
      return Optional.of("The signed licence is laid in.");
    }
  }

  /** Takes the file out of a user's folder, and keeps a signed one for the next run. */
  Optional<String> takeOut(UserId user, LicenseId license, Checkpoint checkpoint)
      throws IOException {
    try (SecureFolder top = SecureFolder.trusted(root)) {
      Optional<SecureFolder> folder = top.folder(name(user));
      if (folder.isEmpty()) {
        return Optional.of("There was no licence to take out.");
      }
      try (SecureFolder home = folder.get()) {
        return takeOut(home, user, license, checkpoint);
      }
    }
  }

  private Optional<String> takeOut(
      SecureFolder home, UserId user, LicenseId license, Checkpoint checkpoint) throws IOException {
    if (!withoutFalseConfig(home, checkpoint)) {
      return Optional.empty();
    }
    Optional<SecureFolder> folder = home.folder(CONFIG);
    if (folder.isEmpty()) {
      return Optional.of("There was no licence to take out.");
    }
    try (SecureFolder config = folder.get()) {
      Optional<SignedLicense> signed =
          config.read(FILE, SignedLicense.LONGEST).flatMap(SignedLicense::of);
      boolean kept = signed.isPresent() && keep(user, license, signed.get());
      if (!withoutLicense(config, checkpoint)) {
        return Optional.empty();
      }
      return Optional.of(
          kept ? "The signed licence is kept." : "There was no signed licence to keep.");
    }
  }

  /**
   * Keeps what lay in a user's folder. A borrower may not put another key into the place of the
   * owner's.
   */
  private boolean keep(UserId user, LicenseId license, SignedLicense signed) throws IOException {
    boolean owner = LicenseId.ofOwner(user).equals(license);
    Optional<SignedLicense> before = store.find(license);
    if (!owner && before.isPresent() && !signed.hasKeyOf(before.get())) {
      return false;
    }
    store.keep(license, signed);
    return true;
  }

  /** Removes the file that is kept for a licence. */
  Optional<String> remove(LicenseId license, Checkpoint checkpoint) throws IOException {
    return store.remove(license, checkpoint)
        ? Optional.of("No signed licence is kept.")
        : Optional.empty();
  }

  /** Removes the file, or what stands in its place, and what an interrupted write left of it. */
  private static boolean withoutLicense(SecureFolder config, Checkpoint checkpoint)
      throws IOException {
    TreeRemoval removal = new TreeRemoval(checkpoint);
    return removal.remove(config, FILE) && removal.remove(config, SecureFolder.unfinished(FILE));
  }

  /** What is called Config and is no folder, such as a link to elsewhere, is removed. */
  private static boolean withoutFalseConfig(SecureFolder home, Checkpoint checkpoint)
      throws IOException {
    boolean isFolder = home.attributes(CONFIG).filter(config -> config.isDirectory()).isPresent();
    return isFolder || new TreeRemoval(checkpoint).remove(home, CONFIG);
  }

  private static Optional<SecureFolder> home(SecureFolder top, UserId user) throws IOException {
    return top.makeFolder(name(user));
  }

  private static Path name(UserId user) {
    return Path.of(user.value());
  }
}
