/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Labelled;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of the domain, and what it must not touch. */
@AnalyzeClasses(
    packages = "dev.foundryhosting",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** What others implement. An interface that is not here is sealed, or a sign of indirection. */
  private static final Set<String> PORTS =
      Set.of(
          "AccessPoints",
          "AssetBuckets",
          "AssetUsers",
          "CallLimit",
          "Content",
          "DonationLedger",
          "FileArchive",
          "FileExchange",
          "FileInventories",
          "FileJobs",
          "HealthProbe",
          "HostNames",
          "Instances",
          "Metrics",
          "ProblemLog",
          "JoinAttempts",
          "KofiSecret",
          "Labelled",
          "LicenseDigest",
          "Licenses",
          "TaskInventory",
          "Notifications",
          "SessionOverviews",
          "MaintenanceOrders",
          "PlayerCounts",
          "RandomSource",
          "ReleaseFolder",
          "ReleaseLinks",
          "ReleaseTasks",
          "Releases",
          "Reservations",
          "Routes",
          "Sessions",
          "RouteInventory",
          "StartRecords",
          "OrphanCandidates",
          "TableRecords",
          "Tasks",
          "UnbookedRuns",
          "UsageLedger",
          "UserSecrets",
          "Wakeups",
          "WorldFiles");

  private static final Set<String> CHANGED_BY_THE_RECONCILER =
      Set.of("Run", "FormerWipe", "Teardown", "Resources");

  @ArchTest
  static final ArchRule theDomainIsPlainJava =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "dev.foundryhosting..",
                  // The streams of the archive of save points.
                  "java.io..",
                  "java.lang..",
                  "java.math..",
                  "java.net..",
                  "java.nio.charset..",
                  "java.security..",
                  "java.text..",
                  "java.time..",
                  "java.util.."));

  @ArchTest
  static final ArchRule noHttpClientHidesInIt =
      noClasses().should().dependOnClassesThat(resideInAPackage("java.net.http.."));

  @ArchTest
  static final ArchRule arrowsRunOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("instance")
          .definedBy("dev.foundryhosting.instance..")
          .layer("api")
          .definedBy("dev.foundryhosting.api..")
          .layer("files")
          .definedBy("dev.foundryhosting.files..")
          .layer("license")
          .definedBy("dev.foundryhosting.license..")
          .layer("release")
          .definedBy("dev.foundryhosting.release..")
          .layer("platform")
          .definedBy("dev.foundryhosting.platform..")
          .layer("error")
          .definedBy("dev.foundryhosting.error..")
          .layer("event")
          .definedBy("dev.foundryhosting.event..")
          .layer("operation")
          .definedBy("dev.foundryhosting.operation..")
          .layer("session")
          .definedBy("dev.foundryhosting.session..")
          .layer("shutdown")
          .definedBy("dev.foundryhosting.shutdown..")
          .layer("usage")
          .definedBy("dev.foundryhosting.usage..")
          .withOptionalLayers(true)
          .whereLayer("api")
          .mayOnlyAccessLayers(
              "session",
              "instance",
              "files",
              "usage",
              "event",
              "license",
              "release",
              "platform",
              "error")
          .whereLayer("api")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("operation")
          .mayOnlyAccessLayers(
              "shutdown",
              "session",
              "instance",
              "files",
              "usage",
              "event",
              "license",
              "release",
              "platform",
              "error")
          .whereLayer("shutdown")
          .mayOnlyAccessLayers(
              "session",
              "instance",
              "files",
              "usage",
              "event",
              "license",
              "release",
              "platform",
              "error")
          .whereLayer("session")
          .mayOnlyAccessLayers(
              "instance", "usage", "event", "license", "release", "platform", "error")
          .whereLayer("instance")
          .mayOnlyAccessLayers("files", "usage", "event", "license", "release", "platform", "error")
          .whereLayer("files")
          .mayOnlyAccessLayers("license", "platform", "error")
          .whereLayer("usage")
          .mayOnlyAccessLayers("event", "license", "platform", "error")
          .whereLayer("event")
          .mayOnlyAccessLayers("license", "platform", "error")
          .whereLayer("license")
          .mayOnlyAccessLayers("platform", "error")
          .whereLayer("release")
          .mayOnlyAccessLayers("license", "platform", "error")
          .whereLayer("platform")
          .mayOnlyAccessLayers("error")
          .whereLayer("error")
          .mayNotAccessAnyLayer();

  /** Callers see values of the domain, but none of its use cases and ports. */
  @ArchTest
  static final ArchRule theApiKnowsValuesAlone =
      classes()
          .that()
          .resideInAPackage("dev.foundryhosting.api..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("dev.foundryhosting.api..", "java..")
                  .or(assignableTo(Record.class))
                  .or(JavaClass.Predicates.ENUMS)
                  .or(assignableTo(PlatformException.class))
                  .or(assignableTo(Labelled.class)));

  @ArchTest
  static final ArchRule theApiKnowsTheRecordRoomAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.foundryhosting.api..")
          .should()
          .dependOnClassesThat(resideInAPackage("dev.foundryhosting.instance.*.."));

  @ArchTest
  static final ArchRule arrowsWithinInstanceRunOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("record")
          .definedBy("dev.foundryhosting.instance")
          .layer("port")
          .definedBy("dev.foundryhosting.instance.port..")
          .layer("reconcile")
          .definedBy("dev.foundryhosting.instance.reconcile..")
          .layer("command")
          .definedBy("dev.foundryhosting.instance.command..")
          .whereLayer("command")
          .mayOnlyAccessLayers("reconcile", "port", "record")
          .whereLayer("reconcile")
          .mayOnlyAccessLayers("port", "record")
          .whereLayer("port")
          .mayOnlyAccessLayers("record")
          .whereLayer("record")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule onlyTheReconcilerRecordsWhatItDid =
      noClasses()
          .that(
              not(
                  resideInAnyPackage(
                      "dev.foundryhosting.instance", "dev.foundryhosting.instance.reconcile..")))
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "changes a run, a removal of files, a teardown or resources",
                  call ->
                      CHANGED_BY_THE_RECONCILER.contains(call.getTargetOwner().getSimpleName())
                          && call.getTarget().getRawReturnType().equals(call.getTargetOwner())));

  @ArchTest
  static final ArchRule featuresHaveNoCycle =
      slices().matching("dev.foundryhosting.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesHaveNoCycle =
      slices().matching("dev.foundryhosting.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule platformKnowsErrorsAndTheJdkAlone =
      classes()
          .that()
          .resideInAPackage("dev.foundryhosting.platform..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "dev.foundryhosting.platform..", "dev.foundryhosting.error..", "java.."));

  @ArchTest
  static final ArchRule theEnvironmentIsHandedIn =
      noClasses()
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class);

  @ArchTest
  static final ArchRule theTimeIsTheClocks =
      noClasses()
          .that(not(JavaClass.Predicates.equivalentTo(Environment.class)))
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule onlyWritersWhoMetSleep =
      noClasses()
          .that()
          .doNotHaveSimpleName("OptimisticRetry")
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", Duration.class);

  @ArchTest
  static final ArchRule noChanceIsBakedIntoANativeImage =
      noFields().that().areStatic().should().haveRawType(subtypesOfRandom());

  @ArchTest
  static final ArchRule noLoggerIsBakedIntoANativeImage =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.lang\\.System\\$Logger.*|java\\.util\\.logging\\..*");

  @ArchTest
  static final ArchRule nothingStaticChanges = fields().that().areStatic().should(beFinal());

  private static DescribedPredicate<JavaClass> subtypesOfRandom() {
    return assignableTo(Random.class);
  }

  private static ArchCondition<JavaField> beFinal() {
    return ArchConditions.haveModifier(JavaModifier.FINAL);
  }

  /** What only Javadoc imports is not in a class file. */
  @Test
  void noImportWithinInstancePointsUp() throws IOException {
    Path rooms = Path.of("src/main/java/dev/foundryhosting/instance");

    assertThat(imports(rooms)).noneMatch(name -> name.matches("(port|reconcile|command)\\..*"));
    assertThat(imports(rooms.resolve("port")))
        .noneMatch(name -> name.matches("(reconcile|command)\\..*"));
    assertThat(imports(rooms.resolve("reconcile"))).noneMatch(name -> name.startsWith("command."));
  }

  /** What the files of a folder import of the instance packages. */
  private static List<String> imports(Path folder) throws IOException {
    List<String> imports = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.java")) {
      for (Path file : files) {
        Files.readAllLines(file).stream()
            .filter(line -> line.matches("import (static )?dev\\.foundryhosting\\.instance\\..*"))
            .map(line -> line.substring(line.indexOf(".instance.") + ".instance.".length()))
            .forEach(imports::add);
      }
    }
    assertThat(folder).isNotEmptyDirectory();
    return imports;
  }

  @Test
  void onlyPortsAreInterfacesThatOthersImplement() {
    JavaClasses domain =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.foundryhosting");
    Set<String> open =
        domain.stream()
            .filter(JavaClass::isInterface)
            .filter(each -> !each.isAnnotation())
            .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(each -> !each.reflect().isSealed())
            .map(JavaClass::getSimpleName)
            .filter(name -> !name.equals("package-info"))
            .collect(Collectors.toSet());

    assertThat(open).isEqualTo(PORTS);
  }
}
