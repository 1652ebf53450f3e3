package dev.foundryhosting.infrastructure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.foundryhosting.infrastructure",
    importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ofTheDomainTheInfrastructureKnowsTheNamesAlone =
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

  @ArchTest
  static final ArchRule policiesAreValuesThatKnowNothingOfPulumi =
      noClasses()
          .that()
          .resideInAPackage("..infrastructure.policy..")
          .should()
          .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("com.pulumi.."));
}
