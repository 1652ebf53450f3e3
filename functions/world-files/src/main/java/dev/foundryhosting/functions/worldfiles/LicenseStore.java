/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.TreeRemoval;
import dev.foundryhosting.license.LicenseId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The signed licence files that are kept, one for each licence, beside the users' folders. */
final class LicenseStore {
  private static final Path STORE = Path.of(".licenses");

  private final Path root;

  /**
   * @param root of the users' folders
   */
  LicenseStore(Path root) {
    this.root = root;
  }

  Optional<SignedLicense> find(LicenseId license) throws IOException {
    try (SecureFolder top = SecureFolder.trusted(root)) {
      Optional<SecureFolder> store = top.folder(STORE);
      if (store.isEmpty()) {
        return Optional.empty();
      }
      try (SecureFolder licenses = store.get()) {
        return find(licenses, license);
      }
    }
  }

  private static Optional<SignedLicense> find(SecureFolder licenses, LicenseId license)
      throws IOException {
    Optional<SecureFolder> folder = licenses.folder(name(license));
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try (SecureFolder kept = folder.get()) {
      return kept.read(LicenseFiles.FILE, SignedLicense.LONGEST).flatMap(SignedLicense::of);
    }
  }

  void keep(LicenseId license, SignedLicense signed) throws IOException {
    try (SecureFolder top = SecureFolder.trusted(root);
        SecureFolder licenses = made(top, STORE);
        SecureFolder folder = made(licenses, name(license))) {
      folder.write(LicenseFiles.FILE, signed.content());
    }
    // The new name is as lasting as the content.
    Path folder = root.resolve(STORE).resolve(name(license));
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  private static SecureFolder made(SecureFolder parent, Path name) throws IOException {
    return parent
        .makeFolder(name)
        .orElseThrow(() -> new IOException(name + " in the store is no folder"));
  }

  /**
   * @return false when the checkpoint ended the work
   */
  boolean remove(LicenseId license, Checkpoint checkpoint) throws IOException {
    try (SecureFolder top = SecureFolder.trusted(root)) {
      Optional<SecureFolder> store = top.folder(STORE);
      if (store.isEmpty()) {
        return true;
      }
      try (SecureFolder licenses = store.get()) {
        return new TreeRemoval(checkpoint).remove(licenses, name(license));
      }
    }
  }

  private static Path name(LicenseId license) {
    return Path.of(license.value());
  }
}
