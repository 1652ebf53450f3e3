/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.platform.UserId;

/** Port: the buckets from which players' browsers load a game master's assets (S3). */
public interface AssetBuckets {
  /**
   * Makes sure that the bucket stands with all its settings: tags, versions, a life-cycle rule,
   * CORS for the origin alone, objects readable by all over TLS, no public list.
   */
  void ensure(Spec spec);

  /**
   * Deletes objects, with all their versions, until none is left or the deadline comes near.
   *
   * @return whether the bucket is empty or does not exist
   */
  boolean empty(String bucket, Deadline deadline);

  /**
   * Removes an empty bucket.
   *
   * @return false when it is not empty
   */
  boolean remove(String bucket);

  /** A bucket with the user as a tag, and the one web origin whose pages may read and write it. */
  record Spec(String name, UserId user, String origin) {}
}
