/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** command → port → record. */
@AnalyzeClasses(
    packages = "dev.foundryhosting.usage",
    importOptions = ImportOption.DoNotIncludeTests.class)
class UsageLayersTest {
  @ArchTest
  static final ArchRule arrowsRunOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("command")
          .definedBy("dev.foundryhosting.usage.command")
          .layer("port")
          .definedBy("dev.foundryhosting.usage.port")
          .layer("record")
          .definedBy("dev.foundryhosting.usage")
          .whereLayer("command")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("port")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("record")
          .mayNotAccessAnyLayer();
}
