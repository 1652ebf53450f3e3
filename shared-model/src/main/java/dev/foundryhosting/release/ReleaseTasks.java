/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

/** Port: tasks that download a release into the cache, and do nothing else. */
public interface ReleaseTasks {
  /**
   * Begins a download, or finds the one that was begun with this token before.
   *
   * @param token at most 36 characters; one token begins one download, however often it is used
   * @return the task's ARN
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when ECS cannot
   *     place it now
   */
  String begin(Build build, Source source, String token);

  /** Where a release is downloaded from. */
  sealed interface Source {
    /** The operator's account, whose secret is kept for the cache alone. */
    record OperatorAccount(String secretArn) implements Source {}

    /** The account of a licence, in its owner's secret. */
    record LicenseAccount(String secretArn) implements Source {}

    /** A link that foundryvtt.com signed; it holds for minutes. {@link ReleaseLinks} keeps it. */
    record Link(String secretArn) implements Source {}
  }
}
