/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import com.google.gson.JsonObject;
import com.pulumi.aws.cloudcontrol.Resource;
import com.pulumi.aws.cloudcontrol.ResourceArgs;
import com.pulumi.aws.lambda.FunctionUrl;
import com.pulumi.aws.lambda.FunctionUrlArgs;
import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.core.Output;
import dev.foundryhosting.infrastructure.Functions.Deployed;
import dev.foundryhosting.platform.PlatformFunction;

/**
 * The two public URLs. The functions themselves verify that Discord or Ko-fi sent a request.
 *
 * <p>Since October 2025 a public function URL needs two permissions ("Control access to Lambda
 * function URLs" in the Lambda developer guide). The second one, {@code lambda:InvokeFunction},
 * must be limited to calls through the URL, or any AWS account could invoke the function with a
 * forged event. This provider's {@code Permission} lacks that condition (pulumi-aws issue 5930;
 * Terraform's has it since 6.29), CloudFormation's has it: hence the Cloud Control resource. Its
 * ARN names the alias, if there is one: an alias has a policy of its own.
 */
final class Webhooks extends Layer {
  private static final String ANYONE = "*";
  private static final String NO_SIGNATURE = "NONE";

  private final Output<String> discordUrl;
  private final Output<String> kofiUrl;

  /**
   * @param schedules write the functions' policies, too
   */
  Webhooks(Settings settings, Functions functions, Schedules schedules) {
    super("Webhooks", settings);
    discordUrl = open(PlatformFunction.DISCORD_BOT, functions, schedules);
    kofiUrl = open(PlatformFunction.KOFI_WEBHOOK, functions, schedules);
    done();
  }

  Output<String> discordUrl() {
    return discordUrl;
  }

  Output<String> kofiUrl() {
    return kofiUrl;
  }

  /**
   * One after the other, and after the schedules: each of the three writes the function's policy
   * (the provider's {@code FunctionUrl} adds a permission of its own), and Lambda refuses or loses
   * concurrent writes (a comment in the provider's {@code Permission}).
   */
  private Output<String> open(PlatformFunction function, Functions functions, Schedules schedules) {
    Deployed deployed = functions.get(function);
    String name = function.functionName();
    FunctionUrlArgs.Builder url =
        FunctionUrlArgs.builder().functionName(deployed.name()).authorizationType(NO_SIGNATURE);
    PermissionArgs.Builder permission =
        PermissionArgs.builder()
            .action("lambda:InvokeFunctionUrl")
            .function(deployed.name())
            .principal(ANYONE)
            .functionUrlAuthType(NO_SIGNATURE)
            .statementId("EverybodyThroughTheUrl");
    deployed.qualifier().ifPresent(url::qualifier);
    deployed.qualifier().ifPresent(permission::qualifier);
    FunctionUrl made = new FunctionUrl(name, url.build(), childAfter(schedules));
    Permission allowed = new Permission(name + "-url", permission.build(), childAfter(made));
    new Resource(
        name + "-url-invoke",
        ResourceArgs.builder()
            .typeName("AWS::Lambda::Permission")
            .desiredState(deployed.invokeArn().applyValue(Webhooks::onlyThroughTheUrl))
            .build(),
        childAfter(allowed));
    return made.functionUrl();
  }

  /** In a fixed order: the provider takes another order for a change. */
  private static String onlyThroughTheUrl(String functionArn) {
    JsonObject permission = new JsonObject();
    permission.addProperty("FunctionName", functionArn);
    permission.addProperty("Action", "lambda:InvokeFunction");
    permission.addProperty("Principal", ANYONE);
    permission.addProperty("InvokedViaFunctionUrl", true);
    return permission.toString();
  }
}
