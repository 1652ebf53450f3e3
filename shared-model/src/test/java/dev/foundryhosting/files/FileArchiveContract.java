/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.files.FileArchive.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link FileArchive} does. */
public interface FileArchiveContract {
  FileArchive archive();

  @Test
  default void whatIsStoredIsReadAgain() throws IOException {
    assertThat(archive().read("users/a/units/world/x.tar.gz")).isEmpty();
    store("users/a/units/world/x.tar.gz", "first".getBytes(UTF_8));
    store("users/a/units/world/x.tar.gz", "second".getBytes(UTF_8));

    assertThat(read("users/a/units/world/x.tar.gz")).asString().isEqualTo("second");
    assertThat(archive().list("users/a/")).extracting(Stored::bytes).containsExactly(6L);
  }

  @Test
  default void emptyContentIsContent() throws IOException {
    store("users/a/empty", new byte[0]);

    assertThat(read("users/a/empty")).isEmpty();
  }

  @Test
  default void whatNeedsManyPartsIsReadBackWhole() throws IOException {
    byte[] long20 = new byte[20 * 1024 * 1024 + 7];
    new Random(7).nextBytes(long20);
    store("users/a/long", long20);

    assertThat(Arrays.equals(read("users/a/long"), long20)).isTrue();
  }

  @Test
  default void aPartIsRead() throws IOException {
    store("users/a/parts", "0123456789".getBytes(UTF_8));

    assertThat(archive().read("users/a/parts", 3, 4).orElseThrow()).asString().isEqualTo("3456");
    assertThat(archive().read("users/a/parts", 8, 4).orElseThrow()).asString().isEqualTo("89");
    assertThat(archive().read("users/a/never", 0, 4)).isEmpty();
  }

  @Test
  default void aCopyIsWhatWasCopied() throws IOException {
    byte[] long70 = new byte[70 * 1024 * 1024 + 7];
    new Random(8).nextBytes(long70);
    store("users/a/long", long70);
    store("users/a/short", "short".getBytes(UTF_8));
    store("users/a/empty", new byte[0]);

    assertThat(archive().copy("users/a/long", "users/b/a%20world%22.tar.gz")).isTrue();
    assertThat(archive().copy("users/a/short", "users/b/short")).isTrue();
    assertThat(archive().copy("users/a/empty", "users/b/empty")).isTrue();
    assertThat(archive().copy("users/a/never", "users/b/never")).isFalse();

    assertThat(Arrays.equals(read("users/b/a%20world%22.tar.gz"), long70)).isTrue();
    assertThat(read("users/b/short")).asString().isEqualTo("short");
    assertThat(read("users/b/empty")).isEmpty();
    assertThat(archive().list("users/b/never")).isEmpty();
  }

  @Test
  default void whatIsNotCompleteIsNotThere() throws IOException {
    store("users/a/kept", "before".getBytes(UTF_8));
    assertThat(archive().store("users/a/kept", out -> begins(out, 6 * 1024 * 1024))).isEmpty();
    assertThat(archive().store("users/a/never", out -> begins(out, 1))).isEmpty();
    assertThatThrownBy(
            () ->
                archive()
                    .store(
                        "users/a/kept",
                        out -> {
                          begins(out, 9 * 1024 * 1024);
                          throw new IOException("It broke.");
                        }))
        .hasMessage("It broke.");

    assertThat(read("users/a/kept")).asString().isEqualTo("before");
    assertThat(archive().read("users/a/never")).isEmpty();
  }

  @Test
  default void allKeysOfAPrefixAreListedAndNoOthers() throws IOException {
    List<String> keys =
        IntStream.range(0, 1_050).mapToObj("users/a/units/%04d"::formatted).toList();
    for (String key : keys) {
      store(key, new byte[] {1});
    }
    store("users/ab/units/1", new byte[] {1});

    assertThat(archive().list("users/a/"))
        .extracting(Stored::key)
        .containsExactlyInAnyOrderElementsOf(keys);

    archive().remove(keys);
    archive().remove(keys.subList(0, 2));
    archive().remove(List.of());
    assertThat(archive().list("users/a/")).isEmpty();
    assertThat(archive().list("users/ab/")).hasSize(1);
  }

  private void store(String key, byte[] content) throws IOException {
    OptionalLong stored =
        archive()
            .store(
                key,
                out -> {
                  out.write(content);
                  return true;
                });
    assertThat(stored).hasValue(content.length);
  }

  private static boolean begins(OutputStream out, int bytes) throws IOException {
    out.write(new byte[bytes]);
    return false;
  }

  private byte[] read(String key) throws IOException {
    try (InputStream in = archive().read(key).orElseThrow()) {
      return in.readAllBytes();
    }
  }
}
