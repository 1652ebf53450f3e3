/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Buckets that count their objects, under S3's rules: a thousand are deleted at a time, a bucket
 * with objects cannot be removed, and a name can belong to somebody else in the world.
 */
public final class InMemoryAssetBuckets implements AssetBuckets {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  private static final int PAGE = 1000;
  private static final Duration RESERVE = Duration.ofSeconds(5);

  private final Map<String, Bucket> buckets = new LinkedHashMap<>();
  private final Set<String> foreign = new HashSet<>();
  private Runnable afterEachPage = () -> {};

  @Override
  public synchronized void ensure(Spec spec) {
    if (!NAME.matcher(spec.name()).matches()) {
      throw new IllegalArgumentException("S3 takes no bucket named " + spec.name());
    }
    if (foreign.contains(spec.name())) {
      throw PlatformException.dependency(
          "Could not make the assets bucket: AWS answered BucketAlreadyExists.", false);
    }
    long objects = buckets.containsKey(spec.name()) ? buckets.get(spec.name()).objects() : 0;
    buckets.put(spec.name(), new Bucket(spec, objects));
  }

  @Override
  public synchronized boolean empty(String bucket, Deadline deadline) {
    while (objectsIn(bucket) > 0 && deadline.leaves(RESERVE)) {
      Bucket before = buckets.get(bucket);
      buckets.put(bucket, new Bucket(before.spec(), Math.max(0, before.objects() - PAGE)));
      afterEachPage.run();
    }
    return objectsIn(bucket) == 0;
  }

  @Override
  public synchronized boolean remove(String bucket) {
    if (objectsIn(bucket) > 0) {
      return false;
    }
    buckets.remove(bucket);
    return true;
  }

  /** Puts so many more objects into a bucket. */
  public synchronized void put(String bucket, long objects) {
    if (!buckets.containsKey(bucket)) {
      throw new IllegalStateException("NoSuchBucket: " + bucket);
    }
    buckets.computeIfPresent(bucket, (x, b) -> new Bucket(b.spec(), b.objects() + objects));
  }

  /** What happens each time that a page of objects was deleted: let the clock go on, say. */
  public synchronized void afterEachPage(Runnable action) {
    afterEachPage = action;
  }

  /** Somebody else in the world owns a bucket of this name. */
  public synchronized void belongsToSomebodyElse(String bucket) {
    foreign.add(bucket);
  }

  /** How many objects a bucket holds; 0 when there is none. */
  public synchronized long objectsIn(String bucket) {
    return buckets.containsKey(bucket) ? buckets.get(bucket).objects() : 0;
  }

  /** All buckets that stand. */
  public synchronized List<Spec> all() {
    return buckets.values().stream().map(Bucket::spec).toList();
  }

  /** The buckets of a user. */
  public List<Spec> of(UserId user) {
    return all().stream().filter(spec -> spec.user().equals(user)).toList();
  }

  private record Bucket(Spec spec, long objects) {}
}
