/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Adapters stand side by side: the domain combines them. */
@AnalyzeClasses(
    packages = {"dev.foundryhosting.aws", "dev.foundryhosting.lambda"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String WIRING = "dev.foundryhosting.aws.wiring";

  @ArchTest
  static final ArchRule noAdapterKnowsAnother =
      ArchRuleDefinition.classes().that(implementAPort()).should(knowNoOther());

  @ArchTest
  static final ArchRule servicesDoNotKnowEachOther =
      SlicesRuleDefinition.slices()
          .matching("dev.foundryhosting.aws.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(JavaClass.Predicates.resideInAPackage(WIRING), alwaysTrue());

  @ArchTest
  static final ArchRule whatServicesShareKnowsNoService =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAnyPackage("dev.foundryhosting.aws", "dev.foundryhosting.lambda..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.foundryhosting.aws.*..");

  private static DescribedPredicate<JavaClass> implementAPort() {
    return DescribedPredicate.describe(
        "implement a port of the domain",
        each ->
            each.getPackageName().startsWith("dev.foundryhosting.aws")
                && each.getAllRawInterfaces().stream()
                    .anyMatch(
                        port ->
                            port.getPackageName().startsWith("dev.foundryhosting.")
                                && !port.getPackageName().startsWith("dev.foundryhosting.aws")));
  }

  private static ArchCondition<JavaClass> knowNoOther() {
    return new ArchCondition<>("know no other adapter") {
      @Override
      public void check(JavaClass adapter, ConditionEvents events) {
        adapter.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> !dependency.getTargetClass().equals(adapter))
            .filter(dependency -> implementAPort().test(dependency.getTargetClass()))
            .forEach(
                dependency ->
                    events.add(
                        SimpleConditionEvent.violated(adapter, dependency.getDescription())));
      }
    };
  }
}
