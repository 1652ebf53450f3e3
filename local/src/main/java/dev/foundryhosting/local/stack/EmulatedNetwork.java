/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.stack;

import dev.foundryhosting.local.emulator.StartupFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The network of the stack, made through EC2's Query API by hand: for four calls, its SDK client is
 * larger than all the rest of the program.
 */
final class EmulatedNetwork {
  private final URI endpoint;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  EmulatedNetwork(URI endpoint) {
    this.endpoint = endpoint;
  }

  String vpc(String cidr) {
    return create("Vpc&CidrBlock=" + cidr, "vpcId");
  }

  String subnet(String vpcId, String cidr, String zone) {
    return create(
        "Subnet&VpcId=%s&CidrBlock=%s&AvailabilityZone=%s".formatted(vpcId, cidr, zone),
        "subnetId");
  }

  String securityGroup(String vpcId, String name) {
    return create(
        "SecurityGroup&VpcId=%s&GroupName=%s&GroupDescription=%2$s".formatted(vpcId, name),
        "groupId");
  }

  private String create(String what, String id) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-www-form-urlencoded")
            // The emulator knows the service by the credential's scope and checks no signature.
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=local/20260101/%s/ec2/aws4_request"
                    .formatted(EmulatedStack.REGION))
            .POST(BodyPublishers.ofString("Version=2016-11-15&Action=Create" + what))
            .build();
    try {
      String answer = http.send(request, BodyHandlers.ofString()).body();
      Matcher matcher = Pattern.compile("<%1$s>([^<]+)</%1$s>".formatted(id)).matcher(answer);
      if (!matcher.find()) {
        throw new StartupFailure("The emulated AWS did not create %s: %s".formatted(what, answer));
      }
      return matcher.group(1);
    } catch (IOException e) {
      throw new StartupFailure("The emulated AWS did not create %s.".formatted(what), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupFailure("Interrupted while creating %s.".formatted(what), e);
    }
  }
}
