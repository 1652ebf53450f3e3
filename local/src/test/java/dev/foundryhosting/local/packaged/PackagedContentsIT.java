/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.foundryhosting.platform.PlatformFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a packaged function carries. A native package shows none of it: there it is compiled in. */
class PackagedContentsIT {

  /**
   * The SDK does not compile ahead of time by itself: some of its classes hold a random generator
   * that would be made at build time, others ask for the Common Runtime. The extension's common
   * part sees to both, so no function may exclude it.
   */
  @ParameterizedTest
  @EnumSource
  void aFunctionCarriesWhatTheSdkNeedsToBeCompiledAheadOfTime(PlatformFunction function)
      throws IOException {
    assertThat(libraries(function)).anyMatch(name -> name.contains(".quarkus-amazon-common-3"));
  }

  /** One that finds another HTTP client on its class path would have to choose at run time. */
  @ParameterizedTest
  @EnumSource
  void aFunctionCarriesOneHttpClient(PlatformFunction function) throws IOException {
    assertThat(libraries(function))
        .anyMatch(name -> name.contains("url-connection-client"))
        .noneMatch(name -> name.matches(".*(netty|apache5?-client|httpcomponents|aws-crt).*"));
  }

  private static List<String> libraries(PlatformFunction function) throws IOException {
    Path zip = PackagedStartIT.zip(function.moduleName());
    assumeFalse(LambdaRuntime.isNative(zip), "a native package has no libraries");
    try (ZipFile files = new ZipFile(zip.toFile())) {
      return files.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith("lib/") && name.endsWith(".jar"))
          .toList();
    }
  }
}
