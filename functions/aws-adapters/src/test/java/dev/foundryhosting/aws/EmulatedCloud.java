package dev.foundryhosting.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.platform.Environment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** The emulated AWS, one process for all tests of this JVM, emptied before each. */
final class EmulatedCloud {
  static final String REGION = "eu-central-1";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String READY = "EMULATOR READY ";

  private static EmulatedCloud running;

  private final URI url;

  private EmulatedCloud(URI url) {
    this.url = url;
  }

  /** The emulator, started if need be and without anything in it. */
  static synchronized EmulatedCloud fresh() {
    if (running == null) {
      running = new EmulatedCloud(start());
    }
    running.admin("POST", "/reset", "");
    return running;
  }

  /** The clients as the functions have them, watched by the given ones. */
  AwsClients clients(ExecutionInterceptor... watchers) {
    return new AwsClients(
        new Environment(Map.of("AWS_REGION", REGION, "AWS_ENDPOINT_URL", url.toString())),
        List.of(watchers));
  }

  /** Merges what is given into a task, as a stand-in for Fargate does. */
  void moveTask(String taskArn, String changes) {
    admin("PUT", "/ecs/tasks?arn=" + taskArn, changes);
  }

  /** Sets what the load balancer thinks of a target. */
  void setHealth(String groupArn, String targetId, String state) {
    admin(
        "PUT",
        "/elbv2/health",
        """
        {"targetGroupArn": "%s", "targetId": "%s", "state": "%s"}"""
            .formatted(groupArn, targetId, state));
  }

  /** Makes the next call of an operation fail. */
  void fail(String service, String operation, String kind) {
    admin(
        "PUT",
        "/faults",
        """
        [{"service": "%s", "operation": "%s", "kind": "%s", "times": 1}]"""
            .formatted(service, operation, kind));
  }

  void forgetCalls() {
    admin("DELETE", "/requests", "");
  }

  /** The operations that were called since {@link #forgetCalls}, in their order. */
  List<String> calls() {
    JsonNode requests = admin("GET", "/requests", "").get("calls");
    return Stream.iterate(0, n -> n < requests.size(), n -> n + 1)
        .map(n -> requests.get(n).get("operation").asText())
        .toList();
  }

  /** The default network and two of its subnets, without a client of a service we do not use. */
  Network network() {
    String subnets = ec2("DescribeSubnets");
    String groups = ec2("DescribeSecurityGroups");
    List<String> subnetIds = all("<subnetId>(subnet-[0-9a-f]+)</subnetId>", subnets);
    return new Network(
        all("<vpcId>(vpc-[0-9a-f]+)</vpcId>", subnets).getFirst(),
        subnetIds.subList(0, 2),
        all("<groupId>(sg-[0-9a-f]+)</groupId>", groups).getFirst());
  }

  /** What tasks and load balancers stand in. */
  record Network(String vpcId, List<String> subnetIds, String securityGroupId) {}

  private String ec2(String action) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20260101/%s/ec2/aws4_request, SignedHeaders=host,"
                        .formatted(REGION)
                    + " Signature=0")
            .POST(BodyPublishers.ofString("Action=" + action + "&Version=2016-11-15"))
            .build();
    return send(request);
  }

  private static List<String> all(String regex, String text) {
    Matcher matcher = Pattern.compile(regex).matcher(text);
    return matcher.results().map(found -> found.group(1)).toList();
  }

  private JsonNode admin(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/_emulator" + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      return JSON.readTree(send(request));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String send(HttpRequest request) {
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(request.uri() + " answered " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static URI start() {
    String python = Optional.ofNullable(System.getenv("FOUNDRY_EMULATOR_PYTHON")).orElse("python3");
    try {
      // Its standard input is ours to close: it ends when this JVM does, however that ends.
      Process process =
          new ProcessBuilder(python, script().toString(), "--port", "0", "--exit-with-stdin")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = output.readLine();
      if (line == null || !line.startsWith(READY)) {
        throw new IllegalStateException("the emulator did not start: " + line);
      }
      return URI.create(line.substring(READY.length()).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path script() {
    return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
        .map(folder -> folder.resolve("local/emulator/emulator.py"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no local/emulator above"));
  }
}
