/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.pulumi.test.Mocks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Stands in for AWS: gives every resource an id and the attributes that others refer to. */
final class Provider implements Mocks {
  static final String REGION = "eu-central-1";
  static final String ACCOUNT = "123456789012";

  private final List<ResourceArgs> seen = Collections.synchronizedList(new ArrayList<>());

  List<ResourceArgs> seen() {
    return List.copyOf(seen);
  }

  @Override
  public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
    seen.add(args);
    Declared declared =
        new Declared(args.type, args.name, args.inputs, "", List.of(), List.of(), false, false);
    return CompletableFuture.completedFuture(
        ResourceResult.of(Optional.of(idOf(declared)), stateOf(declared)));
  }

  /** The inputs, and what AWS adds to them. */
  static Map<String, Object> stateOf(Declared declared) {
    Map<String, Object> state = new HashMap<>(declared.inputs());
    state.putIfAbsent("arn", arnOf(declared));
    state.putIfAbsent("name", declared.name());
    state.putAll(attributes(declared, idOf(declared)));
    return state;
  }

  @Override
  public CompletableFuture<Map<String, Object>> callAsync(CallArgs args) {
    return CompletableFuture.completedFuture(answer(args.token));
  }

  /** What AWS says of the place of the stack. */
  static Map<String, Object> answer(String token) {
    return switch (token) {
      case "aws:index/getRegion:getRegion" ->
          Map.of("name", REGION, "id", REGION, "description", "Frankfurt", "endpoint", "ec2");
      case "aws:index/getCallerIdentity:getCallerIdentity" ->
          Map.of(
              "accountId",
              ACCOUNT,
              "arn",
              "arn:aws:iam::" + ACCOUNT + ":user/operator",
              "id",
              ACCOUNT,
              "userId",
              "AIDA");
      case "aws:index/getAvailabilityZones:getAvailabilityZones" ->
          Map.of(
              "names", List.of(REGION + "a", REGION + "b", REGION + "c"),
              "zoneIds", List.of("euc1-az2", "euc1-az3", "euc1-az1"),
              "groupNames", List.of(REGION),
              "id", REGION);
      default -> throw new AssertionError("the program calls " + token);
    };
  }

  /** A short readable id, such as {@code vpc-foundry-hosting-vpc}. */
  static String idOf(Declared args) {
    if (args.type().equals("aws:sqs/queue:Queue")) {
      return queueUrl(args);
    }
    return kind(args) + "-" + args.name();
  }

  static String arnOf(Declared args) {
    String name = String.valueOf(args.inputs().getOrDefault("name", args.name()));
    return switch (args.type()) {
      case "aws:iam/role:Role" -> "arn:aws:iam::%s:role/%s".formatted(ACCOUNT, name);
      case "aws:iam/policy:Policy" -> "arn:aws:iam::%s:policy/%s".formatted(ACCOUNT, name);
      case "aws:sqs/queue:Queue" -> regional("sqs", name);
      case "aws:lambda/function:Function" -> regional("lambda", "function:" + name);
      case "aws:lambda/alias:Alias" ->
          regional("lambda", "function:" + args.inputs().get("functionName") + ":" + name);
      case "aws:dynamodb/table:Table" -> regional("dynamodb", "table/" + name);
      case "aws:ecs/cluster:Cluster" -> regional("ecs", "cluster/" + name);
      case "aws:efs/fileSystem:FileSystem" ->
          regional("elasticfilesystem", "file-system/" + idOf(args));
      case "aws:lb/listener:Listener" ->
          regional(
              "elasticloadbalancing",
              "listener/app/foundry-hosting-alb/0123456789abcdef/" + args.name());
      case "aws:lb/loadBalancer:LoadBalancer" ->
          regional("elasticloadbalancing", "loadbalancer/app/" + name + "/0123456789abcdef");
      case "aws:secretsmanager/secret:Secret" ->
          regional("secretsmanager", "secret:" + name + "-AbCdEf");
      case "aws:cloudwatch/logGroup:LogGroup" -> regional("logs", "log-group:" + name);
      case "aws:sns/topic:Topic" -> regional("sns", name);
      case "aws:cloudwatch/eventRule:EventRule" ->
          regional(
              "events",
              "rule/"
                  + Optional.ofNullable(args.inputs().get("eventBusName"))
                      .map(bus -> bus + "/")
                      .orElse("")
                  + name);
      default -> regional(kind(args), name);
    };
  }

  private static Map<String, Object> attributes(Declared args, String id) {
    return switch (args.type()) {
      case "aws:sqs/queue:Queue" -> Map.of("url", queueUrl(args));
      case "aws:ec2/vpcEndpoint:VpcEndpoint" -> Map.of("prefixListId", "pl-" + args.name());
      case "aws:ec2/eip:Eip" -> Map.of("allocationId", "eipalloc-" + args.name());
      case "aws:lb/loadBalancer:LoadBalancer" ->
          Map.of(
              "dnsName", "foundry.eu-central-1.elb.amazonaws.com",
              "zoneId", "Z215JYRZR1TBD5",
              "arnSuffix", "app/foundry-hosting-alb/0123456789abcdef");
      case "aws:acm/certificate:Certificate" ->
          Map.of(
              "domainValidationOptions",
              List.of(
                  Map.of(
                      "domainName",
                      args.inputs().get("domainName"),
                      "resourceRecordName",
                      "_proof." + Declarations.DOMAIN + ".",
                      "resourceRecordType",
                      "CNAME",
                      "resourceRecordValue",
                      "_value.acm-validations.aws.")));
      case "aws:route53/record:Record" -> Map.of("fqdn", String.valueOf(args.inputs().get("name")));
      case "aws:lambda/function:Function" -> Map.of("version", "7");
      case "aws:secretsmanager/secretVersion:SecretVersion" ->
          Map.of("versionId", Integer.toHexString(String.valueOf(args.inputs()).hashCode()));
      case "aws:lambda/functionUrl:FunctionUrl" ->
          Map.of("functionUrl", "https://" + id + ".lambda-url.eu-central-1.on.aws/");
      default -> Map.of();
    };
  }

  private static String queueUrl(Declared args) {
    return "https://sqs.%s.amazonaws.com/%s/%s".formatted(REGION, ACCOUNT, args.name());
  }

  private static String regional(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, REGION, ACCOUNT, resource);
  }

  private static String kind(Declared args) {
    return args.type().substring(args.type().lastIndexOf(':') + 1).toLowerCase(Locale.ROOT);
  }
}
