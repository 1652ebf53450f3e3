/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The shutdown of servers and the collection of orphans do not know each other. */
@AnalyzeClasses(
    packages = "dev.foundryhosting.shutdown",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ShutdownLayersTest {
  @ArchTest
  static final ArchRule arrowsRunOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("shutdown")
          .definedBy("dev.foundryhosting.shutdown")
          .layer("orphan")
          .definedBy("dev.foundryhosting.shutdown.orphan")
          .whereLayer("shutdown")
          .mayNotAccessAnyLayer()
          .whereLayer("orphan")
          .mayNotAccessAnyLayer();
}
