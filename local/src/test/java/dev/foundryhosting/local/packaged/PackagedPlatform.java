/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.local.emulator.EmulatorProcess;
import dev.foundryhosting.local.stack.EmulatedStack;
import dev.foundryhosting.local.stack.UserFiles;
import dev.foundryhosting.platform.PlatformFunction;
import dev.foundryhosting.platform.Variable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.efs.model.AccessPointDescription;

/**
 * The packaged functions over an emulated AWS of their own: what a user sees is asked of them, what
 * they did is looked up in AWS, and Fargate and the load balancer are moved by hand.
 */
final class PackagedPlatform implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final String LAMBDA_ENDPOINT = Variable.AWS_ENDPOINT_URL + "_LAMBDA";
  private static final Set<String> EMULATION =
      Set.of(
          Variable.AWS_ENDPOINT_URL.name(), LAMBDA_ENDPOINT, Variable.PLATFORM_CLOCK_OFFSET.name());

  private final URI aws;
  private final Runnable end;
  private final InvokeApi lambda = new InvokeApi(name -> function(module(name)));
  private final Path files;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> environment;
  private final Function<PlatformFunction, Map<String, String>> variables;
  private final List<LambdaRuntime> functions = new ArrayList<>();
  private final Map<String, LambdaRuntime> first = new HashMap<>();
  private int users;

  PackagedPlatform() {
    this(EmulatorProcess.start(), UserFiles.temporary());
  }

  private PackagedPlatform(EmulatorProcess emulator, Path files) {
    this.aws = emulator.endpoint();
    this.end = emulator::close;
    this.files = files;
    this.environment = new HashMap<>(EmulatedStack.provision(aws, 1, "{}", files));
    this.variables = function -> ownVariables(function.moduleName(), environment);
  }

  /**
   * Over resources that stand.
   *
   * @param aws the emulated one
   * @param files the users'; removed at the end
   * @param stack what each function finds
   * @param end is run at the end
   */
  PackagedPlatform(URI aws, Path files, StackVariables stack, Runnable end) {
    this.aws = aws;
    this.end = end;
    this.files = files;
    this.environment = stack.all();
    this.variables =
        function -> {
          Map<String, String> own = new HashMap<>(stack.of(function));
          // On AWS they are mounted elsewhere.
          own.replace(Variable.USER_FILES_ROOT.name(), files.toString());
          return own;
        };
  }

  /** The one that those tests of this JVM share whose users are their own; it ends with the JVM. */
  static PackagedPlatform shared() {
    return Shared.PLATFORM;
  }

  /** The server of a user whom no other test knows. */
  PackagedServer server() {
    users++;
    return new PackagedServer(this, users);
  }

  /** The function's first execution environment; it is booted when it is first asked for. */
  LambdaRuntime function(String name) {
    synchronized (first) {
      return first.computeIfAbsent(name, this::boot);
    }
  }

  /** The users' files. */
  Path files() {
    return files;
  }

  /**
   * Boots one more execution environment of a function. It finds what {@code infrastructure/} would
   * tell it and not a variable more, but for those that say where AWS is emulated.
   */
  LambdaRuntime boot(String name) {
    return boot(name, Duration.ofMinutes(1));
  }

  /**
   * As {@link #boot(String)}.
   *
   * @param limit how long an invocation may take, by what the function reads
   */
  LambdaRuntime boot(String name, Duration limit) {
    Map<String, String> told = new HashMap<>(variables.apply(functionOf(name)));
    told.put(Variable.AWS_ENDPOINT_URL.name(), aws.toString());
    told.put(LAMBDA_ENDPOINT, lambda.endpoint().toString());
    LambdaRuntime function =
        LambdaRuntime.start(
            name, Path.of("../functions", name, "target/function.zip"), told, limit);
    functions.add(function);
    return function;
  }

  private static PlatformFunction functionOf(String module) {
    return Arrays.stream(PlatformFunction.values())
        .filter(function -> function.moduleName().equals(module))
        .findFirst()
        .orElseThrow();
  }

  /** The module of a function that is called by its module, or by Lambda's name of it. */
  private static String module(String called) {
    String name = called.replaceFirst(":.*", "");
    return Arrays.stream(PlatformFunction.values())
        .filter(function -> function.functionName().equals(name))
        .map(PlatformFunction::moduleName)
        .findFirst()
        .orElse(name);
  }

  /** Of an environment, what a function reads. */
  static Map<String, String> ownVariables(String name, Map<String, String> environment) {
    Set<String> own = new HashSet<>(EMULATION);
    Arrays.stream(PlatformFunction.values())
        .filter(function -> function.moduleName().equals(name))
        .flatMap(function -> function.variables().stream())
        .forEach(variable -> own.add(variable.name()));
    Map<String, String> told = new HashMap<>(environment);
    told.keySet().retainAll(own);
    return told;
  }

  String variable(String name) {
    return environment.get(name);
  }

  AwsClients aws() {
    return EmulatedStack.clients(aws);
  }

  /** What all functions logged so far. */
  String log() {
    StringBuilder log = new StringBuilder();
    functions.forEach(function -> log.append(function.log()));
    return log.toString();
  }

  /** Asks the function with JSON written in single quotes. */
  static ObjectNode ask(LambdaRuntime management, String request) {
    return read(management.invoke(request.replace('\'', '"')));
  }

  static JsonNode data(ObjectNode answer) {
    if (!answer.path("ok").asBoolean()) {
      throw new AssertionError(answer.toString());
    }
    return answer.path("data");
  }

  /** The tasks that have not ended, of a family. */
  List<JsonNode> liveTasks(String family) {
    List<JsonNode> live = new ArrayList<>();
    for (JsonNode task : admin("GET", "ecs/tasks", null).path("tasks")) {
      if (task.path("group").asText().equals("family:" + family)
          && !task.path("lastStatus").asText().equals("STOPPED")) {
        live.add(task);
      }
    }
    return live;
  }

  /** Moves a task and gives the event that EventBridge would send of it. */
  String moved(JsonNode task, String change) {
    String arn = URLEncoder.encode(task.path("taskArn").asText(), StandardCharsets.UTF_8);
    JsonNode now = admin("PUT", "ecs/tasks?arn=" + arn, change.replace('\'', '"'));
    ObjectNode event =
        JSON.createObjectNode()
            .put("version", "0")
            .put("detail-type", "ECS Task State Change")
            .put("source", "aws.ecs");
    event.set("detail", now);
    return event.toString();
  }

  void targetIsHealthy(String targetGroupArn, String address) {
    var unused =
        admin(
            "PUT",
            "elbv2/health",
            "{\"targetGroupArn\": \"%s\", \"targetId\": \"%s\", \"state\": \"healthy\"}"
                .formatted(targetGroupArn, address));
  }

  /** Orders faults, in JSON with single quotes. */
  void faults(String faults) {
    var unused = admin("PUT", "faults", faults.replace('\'', '"'));
  }

  void forgetCalls() {
    var unused = admin("DELETE", "requests", null);
  }

  /** The calls to AWS since they were forgotten, as {@code service:Operation}. */
  List<String> calls() {
    List<String> calls = new ArrayList<>();
    for (JsonNode call : admin("GET", "requests", null).path("calls")) {
      calls.add(call.path("service").asText() + ":" + call.path("operation").asText());
    }
    return calls;
  }

  /** Everything in a table. */
  List<Map<String, AttributeValue>> items(Variable table) {
    return aws().dynamoDb().scan(r -> r.tableName(variable(table.name()))).items();
  }

  List<AccessPointDescription> accessPoints() {
    return aws().efs().describeAccessPoints(r -> r.maxResults(100)).accessPoints();
  }

  /** The task definitions that can be run. */
  List<String> definitions() {
    return aws().ecs().listTaskDefinitions(r -> r.status("ACTIVE")).taskDefinitionArns();
  }

  private JsonNode admin(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(aws + "/_emulator/" + path))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(path + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  @Override
  public void close() {
    lambda.close();
    functions.forEach(LambdaRuntime::close);
    end.run();
    UserFiles.remove(files);
  }

  private static final class Shared {
    static final PackagedPlatform PLATFORM = new PackagedPlatform();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(PLATFORM::close));
    }
  }
}
