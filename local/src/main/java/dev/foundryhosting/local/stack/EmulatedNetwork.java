package dev.foundryhosting.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.foundryhosting.local.emulator.StartupFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The network of the stack, made through EC2's Query API by hand: its SDK client is larger than all
 * the rest of the program, for four calls.
 */
final class EmulatedNetwork {
  private final URI endpoint;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  EmulatedNetwork(URI endpoint) {
    this.endpoint = endpoint;
  }

  String vpc(String cidr) {
    return ask("CreateVpc", Map.of("CidrBlock", cidr), "vpcId");
  }

  String subnet(String vpcId, String cidr, String zone) {
    return ask(
        "CreateSubnet",
        Map.of("VpcId", vpcId, "CidrBlock", cidr, "AvailabilityZone", zone),
        "subnetId");
  }

  String securityGroup(String vpcId, String name) {
    return ask(
        "CreateSecurityGroup",
        Map.of("VpcId", vpcId, "GroupName", name, "GroupDescription", name),
        "groupId");
  }

  private String ask(String action, Map<String, String> parameters, String wanted) {
    Map<String, String> form = new TreeMap<>(parameters);
    form.put("Action", action);
    form.put("Version", "2016-11-15");
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-www-form-urlencoded")
            // The emulator knows the service by the credential's scope and checks no signature.
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=local/20260101/%s/ec2/aws4_request"
                    .formatted(EmulatedClients.REGION))
            .POST(BodyPublishers.ofString(body))
            .build();
    String answer = send(request, action);
    Matcher matcher = Pattern.compile("<%1$s>([^<]+)</%1$s>".formatted(wanted)).matcher(answer);
    if (!matcher.find()) {
      throw new StartupFailure("The emulated AWS answered %s with: %s".formatted(action, answer));
    }
    return matcher.group(1);
  }

  private String send(HttpRequest request, String action) {
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      return answer.body();
    } catch (IOException e) {
      throw new StartupFailure("The emulated AWS did not answer %s.".formatted(action), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupFailure("Interrupted during %s.".formatted(action), e);
    }
  }
}
