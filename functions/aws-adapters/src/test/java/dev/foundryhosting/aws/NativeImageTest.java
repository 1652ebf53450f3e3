/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The native image's metadata of the SDK. Only a native build shows whether it is complete. */
class NativeImageTest {
  private static final String FILE =
      "/META-INF/native-image/dev.foundryhosting/aws-adapters/native-image.properties";
  private static final String OPTION = "--initialize-at-run-time=";

  /** A native build does not complain of a class that another version of the SDK has not. */
  @ParameterizedTest
  @MethodSource("initialisedAtRunTime")
  void aClassInitialisedAtRunTimeIsInThisSdk(String name) {
    assertThatCode(() -> Class.forName(name, false, getClass().getClassLoader()))
        .doesNotThrowAnyException();
  }

  @Test
  void aClassWithARandomGeneratorIsInitialisedAtRunTime() throws IOException {
    assertThat(initialisedAtRunTime())
        .contains(
            "software.amazon.awssdk.services.dynamodb.DynamoDbRetryPolicy",
            "software.amazon.awssdk.core.retry.backoff.FullJitterBackoffStrategy",
            "software.amazon.awssdk.utils.cache.CachedSupplier");
  }

  static List<String> initialisedAtRunTime() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = NativeImageTest.class.getResourceAsStream(FILE)) {
      properties.load(in);
    }
    String option = properties.getProperty("Args");
    assertThat(option).startsWith(OPTION);
    return List.of(option.substring(OPTION.length()).split(","));
  }
}
