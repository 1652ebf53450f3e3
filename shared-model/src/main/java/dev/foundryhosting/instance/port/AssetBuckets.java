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

  /**
   * @param user becomes a tag
   * @param origin the one web origin that may read and write from a browser
   */
  record Spec(String name, UserId user, String origin) {}
}
