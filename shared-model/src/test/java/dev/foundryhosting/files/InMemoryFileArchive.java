/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** {@link FileArchive} without S3. */
public final class InMemoryFileArchive implements FileArchive {
  private final ConcurrentSkipListMap<String, Stored> stored = new ConcurrentSkipListMap<>();
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
  private final Clock clock;

  public InMemoryFileArchive(Clock clock) {
    this.clock = clock;
  }

  @Override
  public OptionalLong store(String key, Content content) throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    if (!content.writeTo(written)) {
      return OptionalLong.empty();
    }
    byte[] bytes = written.toByteArray();
    contents.put(key, bytes);
    stored.put(key, new Stored(key, bytes.length, clock.instant()));
    return OptionalLong.of(bytes.length);
  }

  @Override
  public Optional<InputStream> read(String key) {
    return Optional.ofNullable(contents.get(key)).map(ByteArrayInputStream::new);
  }

  @Override
  public Optional<byte[]> read(String key, long from, int length) {
    return Optional.ofNullable(contents.get(key))
        .map(all -> Arrays.copyOfRange(all, (int) from, (int) Math.min(all.length, from + length)));
  }

  @Override
  public boolean copy(String key, String to) {
    byte[] content = contents.get(key);
    if (content == null) {
      return false;
    }
    contents.put(to, content);
    stored.put(to, new Stored(to, content.length, clock.instant()));
    return true;
  }

  @Override
  public List<Stored> list(String prefix) {
    return stored.tailMap(prefix).values().stream()
        .takeWhile(each -> each.key().startsWith(prefix))
        .toList();
  }

  @Override
  public void remove(List<String> keys) {
    keys.forEach(stored::remove);
    keys.forEach(contents::remove);
  }
}
