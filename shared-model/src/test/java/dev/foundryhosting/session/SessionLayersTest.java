/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** command → reconcile → port → record. */
@AnalyzeClasses(
    packages = "dev.foundryhosting.session",
    importOptions = ImportOption.DoNotIncludeTests.class)
class SessionLayersTest {
  @ArchTest
  static final ArchRule arrowsRunOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("command")
          .definedBy("dev.foundryhosting.session.command")
          .layer("reconcile")
          .definedBy("dev.foundryhosting.session.reconcile")
          .layer("port")
          .definedBy("dev.foundryhosting.session.port")
          .layer("record")
          .definedBy("dev.foundryhosting.session")
          .whereLayer("command")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("reconcile")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("port")
          .mayOnlyBeAccessedByLayers("command", "reconcile")
          .whereLayer("record")
          .mayNotAccessAnyLayer();
}
