/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.functions;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeCreator;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.Environment;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * What is compiled ahead of time finds nothing by its name when it runs, and its static fields were
 * filled on the machine that built it. These rules hold for all that goes into a function.
 */
@AnalyzeClasses(
    packages = "dev.foundryhosting",
    importOptions = {ImportOption.DoNotIncludeTests.class, NativeReadyTest.InFunctions.class})
class NativeReadyTest {
  /** Jackson's methods from and to objects. Trees need no classes. */
  private static final Set<String> BINDING =
      Set.of(
          "convertValue",
          "updateValue",
          "readValue",
          "readValues",
          "readerFor",
          "treeToValue",
          "valueToTree",
          "writerFor",
          "writeValue",
          "putPOJO",
          "addPOJO",
          "insertPOJO",
          "setPOJO",
          "pojoNode");

  /** What takes any object; we have one place that hands it trees alone. */
  private static final Set<String> WRITING = Set.of("writeValueAsBytes", "writeValueAsString");

  private static final Set<String> LOOK_UPS =
      Set.of("forName", "getResource", "getResources", "getResourceAsStream", "getBundle");

  /** The laptop edition is never compiled ahead of time, nor is what only tests share. */
  static final class InFunctions implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("dev/foundryhosting/local/") && !location.contains("-tests.jar!");
    }
  }

  /** The records of the API are the one exception; a native image is told of them, too. */
  @ArchTest
  static final ArchRule noReflection =
      noClasses()
          .that()
          .haveNameNotMatching("dev\\.foundryhosting\\.lambda\\.RecordType.*")
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.lang.reflect..").or(assignableTo(ServiceLoader.class)));

  /**
   * The bot's texts and the tasks' scripts are resources; each module's configuration names them.
   */
  @ArchTest
  static final ArchRule nothingIsLookedUpByItsName =
      noClasses()
          .that(not(equivalentTo(Texts.class)))
          .and()
          .doNotHaveFullyQualifiedName("dev.foundryhosting.aws.ecs.TaskScript")
          .should()
          .callMethodWhere(
              callTo(
                  "a look-up by name",
                  method ->
                      LOOK_UPS.contains(method.getName())
                          && (method.getOwner().isAssignableTo(Class.class)
                              || method.getOwner().isAssignableTo(ClassLoader.class)
                              || method.getOwner().isAssignableTo(ResourceBundle.class))));

  @ArchTest
  static final ArchRule jsonIsReadAsTrees =
      noClasses().should().callMethodWhere(callTo("Jackson's binding", binds(BINDING)));

  @ArchTest
  static final ArchRule jsonIsWrittenInOnePlace =
      noClasses()
          .that(not(equivalentTo(Json.class)))
          .should()
          .callMethodWhere(callTo("Jackson's writing", binds(WRITING)));

  @ArchTest
  static final ArchRule nothingOfTheBuildersMachineIsInAStaticField =
      noFields()
          .that()
          .areStatic()
          .should()
          .haveRawType(
              assignableTo(RandomGenerator.class)
                  .or(assignableTo(Clock.class))
                  .or(assignableTo(Thread.class))
                  .or(assignableTo(Executor.class))
                  .or(assignableTo(HttpClient.class))
                  .or(assignableTo(SdkAutoCloseable.class))
                  .or(assignableTo(Environment.class)));

  @ArchTest
  static final ArchRule noStaticInitialiserAsksTheMachine = classes().should(askNothingAtFirst());

  private static ArchCondition<JavaClass> askNothingAtFirst() {
    return new ArchCondition<>("be initialised from what stands in the code") {
      @Override
      public void check(JavaClass each, ConditionEvents events) {
        each.getStaticInitializer().stream()
            .map(JavaCodeUnit::getCallsFromSelf)
            .flatMap(Set::stream)
            .filter(call -> asksTheMachine(call.getTarget()))
            .map(JavaAccess::getDescription)
            .forEach(what -> events.add(SimpleConditionEvent.violated(each, what)));
      }
    };
  }

  private static boolean asksTheMachine(CodeUnitCallTarget target) {
    JavaClass owner = target.getOwner();
    return owner.isEquivalentTo(System.class)
        || owner.isEquivalentTo(InetAddress.class)
        || owner.isEquivalentTo(UUID.class)
        || target.getName().equals("now");
  }

  private static Predicate<MethodCallTarget> binds(Set<String> names) {
    return method ->
        names.contains(method.getName())
            && (method.getOwner().isAssignableTo(ObjectCodec.class)
                || method.getOwner().isAssignableTo(ObjectReader.class)
                || method.getOwner().isAssignableTo(ObjectWriter.class)
                || method.getOwner().isAssignableTo(JsonNodeCreator.class)
                || method.getOwner().isAssignableTo(JsonNode.class));
  }

  private static DescribedPredicate<JavaMethodCall> callTo(
      String what, Predicate<MethodCallTarget> predicate) {
    return describe(what, call -> predicate.test(call.getTarget()));
  }
}
