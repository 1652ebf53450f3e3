/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  public Upload store(String key) {
    return new InMemoryUpload(key);
  }

  private final class InMemoryUpload implements Upload {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final String key;

    InMemoryUpload(String key) {
      this.key = key;
    }

    @Override
    public OutputStream content() {
      return content;
    }

    @Override
    public long complete() {
      byte[] bytes = content.toByteArray();
      contents.put(key, bytes);
      stored.put(key, new Stored(key, bytes.length, clock.instant()));
      return bytes.length;
    }

    @Override
    public void close() {}
  }

  @Override
  public Optional<InputStream> read(String key) {
    return Optional.ofNullable(contents.get(key)).map(ByteArrayInputStream::new);
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
