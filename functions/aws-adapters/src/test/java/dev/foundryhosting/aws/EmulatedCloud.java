/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.RoutingSettings;
import dev.foundryhosting.platform.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/** The emulated AWS, empty, with a network for servers. */
public final class EmulatedCloud {
  public static final String REGION = "eu-central-1";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final EmulatorProcess emulator = EmulatorProcess.shared();
  private int callsBefore;

  private EmulatedCloud() {
    emulator.reset();
  }

  /** The emulator that all tests share, emptied. */
  public static EmulatedCloud fresh() {
    return new EmulatedCloud();
  }

  /** The functions' clients, with interceptors. */
  public AwsClients clients(ExecutionInterceptor... interceptors) {
    return new AwsClients(
        new Environment(
            Map.of("AWS_REGION", REGION, "AWS_ENDPOINT_URL", emulator.endpoint().toString())),
        List.of(interceptors));
  }

  /** Changes a task, as a stand-in for Fargate does. */
  public void moveTask(String taskArn, Map<String, Object> changes) {
    emulator.put("/_emulator/ecs/tasks?arn=" + taskArn, changes);
  }

  /** Sets the health of a target. */
  public void setHealth(String groupArn, String targetId, String state) {
    emulator.put(
        "/_emulator/elbv2/health",
        Map.of("targetGroupArn", groupArn, "targetId", targetId, "state", state));
  }

  /** Makes the next call of an operation fail. */
  public void fail(String service, String operation, String kind) {
    emulator.fail(service, operation, kind, 1);
  }

  public void forgetCalls() {
    callsBefore = allCalls().size();
  }

  /** The operations called since {@link #forgetCalls}, in order. */
  public List<String> calls() {
    List<String> all = allCalls();
    return all.subList(callsBefore, all.size());
  }

  private List<String> allCalls() {
    JsonNode calls = emulator.get("/_emulator/requests").get("calls");
    return StreamSupport.stream(calls.spliterator(), false)
        .map(call -> call.get("operation").asText())
        .toList();
  }

  /** The default network and two of its subnets, without a client of a service we do not use. */
  public Network network() {
    String subnets = ec2("DescribeSubnets");
    return new Network(
        all("<vpcId>(vpc-[0-9a-f]+)</vpcId>", subnets).getFirst(),
        all("<subnetId>(subnet-[0-9a-f]+)</subnetId>", subnets).subList(0, 2),
        all("<groupId>(sg-[0-9a-f]+)</groupId>", ec2("DescribeSecurityGroups")).getFirst());
  }

  /** The network of tasks and load balancers. */
  public record Network(String vpcId, List<String> subnetIds, String securityGroupId) {
    /** Servers that run in it. */
    public ServerSettings servers(String cluster) {
      return servers(cluster, "fs-0123456789abcdef0");
    }

    /** Servers on this file system. */
    public ServerSettings servers(String cluster, String fileSystemId) {
      return new ServerSettings(
          REGION,
          "play.example.org",
          cluster,
          fileSystemId,
          "fsap-0123456789abcdef1",
          subnetIds,
          securityGroupId,
          true,
          "arn:aws:iam::123456789012:role/task",
          "arn:aws:iam::123456789012:role/execution",
          "/foundry-hosting/servers",
          "felddy/foundryvtt",
          "13",
          true);
    }
  }

  /** A load balancer with one listener, which answers 404 as long as it has no rule. */
  public RoutingSettings loadBalancer() {
    Network network = network();
    ElasticLoadBalancingV2Client balancer = clients().loadBalancing();
    LoadBalancer made =
        balancer
            .createLoadBalancer(
                each ->
                    each.name("servers")
                        .subnets(network.subnetIds())
                        .securityGroups(network.securityGroupId()))
            .loadBalancers()
            .getFirst();
    String listener =
        balancer
            .createListener(
                each ->
                    each.loadBalancerArn(made.loadBalancerArn())
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .defaultActions(
                            Action.builder()
                                .type(ActionTypeEnum.FIXED_RESPONSE)
                                .fixedResponseConfig(answer -> answer.statusCode("404"))
                                .build()))
            .listeners()
            .getFirst()
            .listenerArn();
    return new RoutingSettings(
        network.vpcId(), listener, made.dnsName(), made.canonicalHostedZoneId(), "Z0123456789");
  }

  private String ec2(String action) {
    HttpRequest request =
        HttpRequest.newBuilder(emulator.endpoint())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20260101/%s/ec2/aws4_request, SignedHeaders=host,"
                        .formatted(REGION)
                    + " Signature=0")
            .POST(BodyPublishers.ofString("Action=" + action + "&Version=2016-11-15"))
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<String> all(String regex, String text) {
    Matcher matcher = Pattern.compile(regex).matcher(text);
    return matcher.results().map(found -> found.group(1)).toList();
  }
}
