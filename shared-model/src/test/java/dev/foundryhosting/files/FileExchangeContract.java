/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileExchange.Download;
import dev.foundryhosting.files.FileExchange.Upload;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link FileExchange} does. */
public interface FileExchangeContract {
  UserId USER = new UserId("100000000000000001");
  WorldName WORLD = new WorldName("Curse of Strahd \"2\" ä");

  FileExchange exchange();

  /** The archive that it exchanges with. */
  FileArchive archive();

  /**
   * Puts a part of a file where a link says.
   *
   * @return its etag
   */
  String put(URI link, byte[] content) throws IOException, InterruptedException;

  /** Gets what a link leads to. */
  byte[] get(URI link) throws IOException, InterruptedException;

  @Test
  default void whatIsUploadedInPartsIsInTheArchive() throws Exception {
    byte[] file = new byte[33 * 1024 * 1024 + 5];
    new Random(9).nextBytes(file);
    Upload upload = exchange().begin(USER, file.length);
    List<String> etags = new ArrayList<>();
    for (int part = 0; part < upload.parts().size(); part++) {
      int from = (int) (part * upload.partBytes());
      int to = (int) Math.min(file.length, from + upload.partBytes());
      etags.add(put(upload.parts().get(part), Arrays.copyOfRange(file, from, to)));
    }
    assertThat(stored(upload.id())).isEmpty();

    exchange().complete(USER, upload.id(), etags);
    exchange().complete(USER, upload.id(), etags);

    assertThat(upload.parts()).hasSize(3);
    assertThat(Arrays.equals(stored(upload.id()), file)).isTrue();
  }

  @Test
  default void uploadsAreApart() {
    Upload one = exchange().begin(USER, 1);
    Upload two = exchange().begin(USER, 1);

    assertThat(one.id()).isNotEqualTo(two.id());
    assertThat(one.parts()).doesNotContainAnyElementsOf(two.parts());
  }

  @Test
  default void theLargestUploadHasNotTooManyParts() {
    Upload upload = exchange().begin(USER, FileExchange.LARGEST_UPLOAD);

    assertThat(upload.parts()).hasSizeBetween(50, 100);
    assertThat(upload.partBytes() * upload.parts().size())
        .isGreaterThanOrEqualTo(FileExchange.LARGEST_UPLOAD);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, FileExchange.LARGEST_UPLOAD + 1, Long.MAX_VALUE})
  default void anUploadHasASize(long bytes) {
    assertThatThrownBy(() -> exchange().begin(USER, bytes))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("16 GiB");
  }

  @Test
  default void partsThatWereNotPutAreNoUpload() throws Exception {
    Upload upload = exchange().begin(USER, 20 * 1024 * 1024);
    String etag = put(upload.parts().getFirst(), new byte[16 * 1024 * 1024]);
    List<String> etags = List.of(etag, "\"00000000000000000000000000000000\"");

    assertThatThrownBy(() -> exchange().complete(USER, upload.id(), etags))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("etags");
    assertThat(stored(upload.id())).isEmpty();
  }

  @Test
  default void anUploadThatIsNotThereIsNotCompleted() throws Exception {
    exchange().complete(USER, new ImportId("never.begun"), List.of("\"e\""));
    exchange().complete(USER, new ImportId("never"), List.of("\"e\""));

    assertThat(archive().list(ExchangeKeys.imports(USER))).isEmpty();
  }

  @Test
  default void anExportIsFetchedByItsLink() throws Exception {
    assertThat(exchange().export(USER, "export-1", WORLD)).isEmpty();
    var unused =
        archive()
            .store(
                ExchangeKeys.export(USER, "export-1", WORLD),
                to -> {
                  to.write("packed".getBytes(UTF_8));
                  return true;
                });

    Download download = exchange().export(USER, "export-1", WORLD).orElseThrow();

    assertThat(download.bytes()).isEqualTo(6);
    assertThat(get(download.url())).asString().isEqualTo("packed");
    assertThat(exchange().export(USER, "export-2", WORLD)).isEmpty();
    assertThat(exchange().export(new UserId("2"), "export-1", WORLD)).isEmpty();
  }

  private byte[] stored(ImportId upload) throws IOException {
    try (InputStream in =
        archive().read(ExchangeKeys.upload(USER, upload)).orElse(InputStream.nullInputStream())) {
      return in.readAllBytes();
    }
  }
}
