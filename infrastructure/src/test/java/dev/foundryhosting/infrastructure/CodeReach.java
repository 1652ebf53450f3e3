/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a function's code can come to, read from its class files: which methods of the SDK's clients
 * it may call, which variables it may read. Follows every call and method reference; a call of an
 * interface leads to those of its classes that are made somewhere on the way ("rapid type
 * analysis"), a bean is made where something reached asks for its type.
 */
final class CodeReach {
  private static final Path ROOT = Path.of("..");
  private static final String SDK = "software.amazon.awssdk.services.";
  private static final String VARIABLE = "dev.foundryhosting.platform.Variable";
  private static final String PRODUCES = "jakarta.enterprise.inject.Produces";
  private static final String NAMED = "jakarta.inject.Named";

  private final JavaClasses classes;
  private final Deque<JavaCodeUnit> toDo = new ArrayDeque<>();
  private final Set<JavaCodeUnit> reached = new HashSet<>();
  private final Set<JavaClass> made = new HashSet<>();
  private final Set<JavaMethod> dispatched = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private final TreeSet<String> clientCalls = new TreeSet<>();
  private final TreeSet<String> variables = new TreeSet<>();

  private CodeReach(JavaClasses classes) {
    this.classes = classes;
  }

  static CodeReach of(String module) {
    List<Path> all =
        Stream.of(
                ROOT.resolve("shared-model/target/classes"),
                classesOf("aws-adapters"),
                classesOf(module))
            .toList();
    CodeReach reach = new CodeReach(new ClassFileImporter().importPaths(all));
    String own = packageOf(module);
    for (JavaClass each : reach.classes) {
      if (each.getPackageName().startsWith(own) || each.getSimpleName().equals("FunctionStart")) {
        reach.made.add(each);
        each.getCodeUnits().forEach(reach::visit);
      }
    }
    reach.run();
    return reach;
  }

  /** Such as {@code EcsClient.runTask}; parts of a transaction as {@code TransactWriteItem.put}. */
  Set<String> clientCalls() {
    return clientCalls;
  }

  /** The names of the variables that are read one by one. */
  Set<String> variables() {
    return variables;
  }

  private static Path classesOf(String module) {
    return ROOT.resolve("functions").resolve(module).resolve("target/classes");
  }

  /** The package of the module's own classes: where its handler is, the outermost one. */
  private static String packageOf(String module) {
    try (Stream<Path> files = Files.walk(classesOf(module))) {
      Path handler =
          files
              .filter(file -> file.getFileName().toString().endsWith("Handler.class"))
              .min(Comparator.comparing(Path::getNameCount))
              .orElseThrow(() -> new AssertionError(module + " has no handler"));
      String folder = classesOf(module).relativize(handler.getParent()).toString();
      return folder.replace('/', '.').replace('\\', '.');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    while (!toDo.isEmpty()) {
      JavaCodeUnit unit = toDo.pop();
      Stream.of(
              unit.getCallsFromSelf().stream().map(call -> (AccessTarget) call.getTarget()),
              unit.getMethodReferencesFromSelf().stream().map(x -> (AccessTarget) x.getTarget()),
              unit.getConstructorReferencesFromSelf().stream()
                  .map(x -> (AccessTarget) x.getTarget()))
          .flatMap(targets -> targets)
          .forEach(this::follow);
      unit.getFieldAccesses().stream()
          .filter(access -> access.getTargetOwner().getName().equals(VARIABLE))
          .filter(access -> !unit.getOwner().getName().equals(VARIABLE))
          .forEach(access -> variables.add(access.getTarget().getName()));
      if (unit.isConstructor() || isProducer(unit) || observes(unit)) {
        unit.getParameters().forEach(this::inject);
      }
    }
  }

  private void visit(JavaCodeUnit unit) {
    if (reached.add(unit)) {
      toDo.push(unit);
    }
  }

  private void follow(AccessTarget target) {
    JavaClass owner = target.getOwner();
    if (owner.getPackageName().startsWith(SDK)) {
      rememberCall(owner, target.getName());
      return;
    }
    if (!classes.contain(owner.getName())) {
      return;
    }
    if (target instanceof AccessTarget.CodeUnitAccessTarget call) {
      call.resolveMember().ifPresent(member -> follow((JavaCodeUnit) member));
    }
  }

  private void follow(JavaCodeUnit unit) {
    visit(unit);
    if (unit instanceof JavaConstructor) {
      make(unit.getOwner());
    } else if (unit instanceof JavaMethod method && dispatched.add(method)) {
      made.forEach(candidate -> dispatch(method, candidate));
    }
  }

  private void make(JavaClass type) {
    if (made.add(type)) {
      Set.copyOf(dispatched).forEach(method -> dispatch(method, type));
      type.getStaticInitializer().ifPresent(this::visit);
    }
  }

  private void dispatch(JavaMethod method, JavaClass candidate) {
    if (candidate.isAssignableTo(method.getOwner().getName())) {
      candidate.getAllMethods().stream()
          .filter(each -> each.getName().equals(method.getName()))
          .filter(
              each -> each.getRawParameterTypes().size() == method.getRawParameterTypes().size())
          .forEach(this::visit);
    }
  }

  private void rememberCall(JavaClass owner, String name) {
    String type = owner.getSimpleName();
    if (type.endsWith("Client") && !List.of("builder", "create", "close").contains(name)) {
      clientCalls.add(type + "." + name);
    }
    if (owner.getName().endsWith("TransactWriteItem$Builder")) {
      clientCalls.add("TransactWriteItem." + name);
    }
  }

  /** The container calls the producer of the parameter's type. */
  private void inject(JavaParameter parameter) {
    boolean all =
        parameter.getAnnotations().stream()
            .anyMatch(a -> a.getRawType().getSimpleName().equals("All"));
    String name =
        parameter
            .tryGetAnnotationOfType(NAMED)
            .map(a -> String.valueOf(a.getExplicitlyDeclaredProperty("value")))
            .orElse("");
    parameter.getType().getAllInvolvedRawTypes().stream()
        .filter(type -> classes.contain(type.getName()))
        .filter(type -> asked.add(type.getName() + all + name))
        .forEach(type -> provide(type, all, name));
  }

  private void provide(JavaClass type, boolean all, String name) {
    for (JavaClass each : classes) {
      for (JavaMethod method : each.getMethods()) {
        boolean wanted =
            all
                || method
                    .tryGetAnnotationOfType(NAMED)
                    .map(a -> String.valueOf(a.getExplicitlyDeclaredProperty("value")))
                    .orElse("")
                    .equals(name);
        if (isProducer(method) && method.getRawReturnType().equals(type) && wanted) {
          visit(method);
          each.getConstructors().forEach(this::follow);
        }
      }
      boolean bean =
          each.getAnnotations().stream()
              .anyMatch(
                  a ->
                      Set.of("Singleton", "ApplicationScoped", "Dependent")
                          .contains(a.getRawType().getSimpleName()));
      if (bean && each.isAssignableTo(type.getName())) {
        each.getConstructors().forEach(this::follow);
      }
    }
  }

  private static boolean isProducer(JavaCodeUnit unit) {
    return unit.isAnnotatedWith(PRODUCES);
  }

  private static boolean observes(JavaCodeUnit unit) {
    return unit.getParameters().stream()
        .flatMap(parameter -> parameter.getAnnotations().stream())
        .anyMatch(a -> a.getRawType().getSimpleName().equals("Observes"));
  }
}
