package dev.foundryhosting.license;

import java.util.Optional;

/**
 * Port: the licences. A licence is written and claimed together with the instance it belongs to
 * (see {@code Instances}), so that neither can be without the other; the rest is here.
 *
 * <p>Reads are strongly consistent and fail loudly.
 */
public interface Licenses {
  Optional<License> find(LicenseId id);

  /**
   * Gives a licence back. Does nothing when another run holds it, none does, or there is no such
   * licence; so it can be repeated.
   *
   * @param runId the run that ended
   */
  void release(LicenseId id, String runId);

  /** Records which credentials a licence has; does nothing where there is no licence. */
  void recordCredentials(LicenseId id, Credentials credentials);

  /** Removes a licence; nothing happens where there is none. */
  void remove(LicenseId id);
}
