/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** {@link FileExchange} without S3. Its links lead to {@link #put} and {@link #get}. */
public final class InMemoryFileExchange implements FileExchange {
  private static final String HOST = "https://archive.test/";
  private static final long PART_BYTES = 16L << 20;

  private final FileArchive archive;
  private final Clock clock;
  private final AtomicInteger uploads = new AtomicInteger();
  private final Map<URI, byte[]> parts = new ConcurrentHashMap<>();
  private final Map<ImportId, Integer> open = new ConcurrentHashMap<>();

  public InMemoryFileExchange(FileArchive archive, Clock clock) {
    this.archive = archive;
    this.clock = clock;
  }

  @Override
  public Upload begin(UserId user, long bytes) {
    if (bytes < 1 || bytes > LARGEST_UPLOAD) {
      throw PlatformException.invalid("bytes", "must be the size of the file, up to 16 GiB");
    }
    ImportId id = new ImportId("upload-%d.open".formatted(uploads.incrementAndGet()));
    long partBytes = Math.max(PART_BYTES, bytes / 99);
    int count = Math.toIntExact((bytes + partBytes - 1) / partBytes);
    open.put(id, count);
    List<URI> links = IntStream.range(0, count).mapToObj(part -> link(id, part)).toList();
    return new Upload(id, partBytes, links, clock.instant().plus(UPLOAD_LASTS));
  }

  private static URI link(ImportId id, int part) {
    return URI.create(HOST + id + "/" + part);
  }

  /** What a PUT to the link of a part does. */
  public String put(URI link, byte[] content) {
    parts.put(link, content);
    return etag(content);
  }

  private static String etag(byte[] content) {
    return "\"%08x\"".formatted(Arrays.hashCode(content));
  }

  @Override
  public void complete(UserId user, ImportId upload, List<String> etags) {
    Integer count = open.get(upload);
    if (count == null) {
      return;
    }
    List<byte[]> whole = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      byte[] content = parts.get(link(upload, part));
      if (content == null || etags.size() != count || !etag(content).equals(etags.get(part))) {
        throw PlatformException.invalid("etags", "must be those of all parts, in their order");
      }
      whole.add(content);
    }
    try {
      var unused =
          archive.store(
              ExchangeKeys.upload(user, upload),
              to -> {
                for (byte[] part : whole) {
                  to.write(part);
                }
                return true;
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.remove(upload);
  }

  @Override
  public Optional<Download> export(UserId user, String job, WorldName world) {
    String key = ExchangeKeys.export(user, job, world);
    Instant expires = clock.instant().plus(LINK_LASTS);
    return archive.list(key).stream()
        .filter(each -> each.key().equals(key))
        .findFirst()
        .map(each -> new Download(URI.create(HOST + key), expires, each.bytes()));
  }

  /** What a GET of a link to an export answers. */
  public byte[] get(URI link) throws IOException {
    try (var in = archive.read(link.toString().substring(HOST.length())).orElseThrow()) {
      return in.readAllBytes();
    }
  }
}
