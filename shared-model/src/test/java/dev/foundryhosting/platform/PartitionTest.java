/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionTest {
  @ParameterizedTest
  @CsvSource({
    "eu-central-1, arn:aws:s3:::b, amazonaws.com",
    "us-east-1, arn:aws:s3:::b, amazonaws.com",
    "cn-northwest-1, arn:aws-cn:s3:::b, amazonaws.com.cn",
    "us-gov-west-1, arn:aws-us-gov:s3:::b, amazonaws.com",
  })
  void aRegionHasItsPartitionsArnsAndHosts(String region, String bucket, String suffix) {
    Partition partition = Partition.of(region);

    assertThat(partition.globalArn("s3", "b")).isEqualTo(bucket);
    assertThat(partition.dnsSuffix()).isEqualTo(suffix);
    assertThat(Partition.ofArn(bucket)).isEqualTo(partition);
  }

  @Test
  void anArnOfNoKnownPartitionIsRefused() {
    assertThatThrownBy(() -> Partition.ofArn("arn:aws-iso:s3:::b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** An ARN that is spelled out names nothing in China. */
  @ParameterizedTest
  @ValueSource(strings = {"shared-model", "functions", "infrastructure"})
  void noCodeThatRunsInAwsSpellsAPartitionOut(String module) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", module))) {
      assertThat(files.filter(PartitionTest::isMainCode).filter(PartitionTest::namesAPartition))
          .isEmpty();
    }
  }

  private static boolean isMainCode(Path file) {
    return file.toString().matches(".*/src/main/.*\\.java");
  }

  private static boolean namesAPartition(Path file) {
    try {
      String source = Files.readString(file);
      return Stream.of("\"arn:aws:", ".s3.%s.amazonaws.com").anyMatch(source::contains);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
