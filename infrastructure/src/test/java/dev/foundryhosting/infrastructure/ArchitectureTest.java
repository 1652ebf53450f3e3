/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;

@AnalyzeClasses(
    packages = "dev.foundryhosting.infrastructure",
    importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule theProgramUsesOnlyThePlatformPackageOfTheDomain =
      noClasses()
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are of the project, but neither of infrastructure nor of platform",
                  type ->
                      type.getPackageName().startsWith("dev.foundryhosting")
                          && !type.getPackageName().startsWith("dev.foundryhosting.infrastructure")
                          && !type.getPackageName().equals("dev.foundryhosting.platform")));

  @ArchTest
  static final ArchRule theProgramCallsNoAwsItself =
      noClasses().should().dependOnClassesThat().resideInAPackage("software.amazon..");

  /**
   * {@code Map.of} brings several entries in another order in each run of Java. Written as JSON
   * that is another text, which the provider of a Cloud Control resource takes for a change: a
   * second deploy would change what the first one made.
   */
  @ArchTest
  static final ArchRule jsonHasAFixedOrder =
      noClasses()
          .that(
              DescribedPredicate.describe(
                  "write JSON",
                  type ->
                      type.getMethodCallsFromSelf().stream()
                          .anyMatch(call -> call.getTarget().getName().equals("toJson"))))
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "makes a map of several entries without an order",
                  call ->
                      call.getTargetOwner().isEquivalentTo(Map.class)
                          && call.getTarget().getName().startsWith("of")
                          && call.getTarget().getRawParameterTypes().size() != 2));

  @ArchTest
  static final ArchRule policiesAreValuesThatKnowNothingOfPulumi =
      noClasses()
          .that()
          .resideInAPackage("..infrastructure.policy..")
          .should()
          .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("com.pulumi.."));
}
