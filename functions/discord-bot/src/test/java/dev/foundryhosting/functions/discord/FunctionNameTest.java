/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import org.junit.jupiter.api.Test;

/** A task that the bot queues reaches the version that was called. */
class FunctionNameTest {
  private static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:function:";

  @Test
  void theQualifierIsKept() {
    assertThat(name(ARN + "foundry-hosting-discord-bot:live", "foundry-hosting-discord-bot"))
        .isEqualTo("foundry-hosting-discord-bot:live");
    assertThat(name(ARN + "discord-bot", "x")).isEqualTo("discord-bot");
  }

  @Test
  void withoutAnArnItIsTheFunctionsName() {
    assertThat(name(null, "foundry-hosting-discord-bot")).isEqualTo("foundry-hosting-discord-bot");
    assertThat(name("", "discord-bot")).isEqualTo("discord-bot");
  }

  @Test
  void outsideLambdaItIsTheModulesName() {
    assertThat(FunctionName.of(null)).isEqualTo("discord-bot");
    assertThat(name(null, null)).isEqualTo("discord-bot");
  }

  private static String name(String arn, String function) {
    return FunctionName.of(new Called(arn, function));
  }

  private record Called(String arn, String function) implements Context {
    @Override
    public String getAwsRequestId() {
      return "1";
    }

    @Override
    public String getLogGroupName() {
      return "";
    }

    @Override
    public String getLogStreamName() {
      return "";
    }

    @Override
    public String getFunctionName() {
      return function;
    }

    @Override
    public String getFunctionVersion() {
      return "";
    }

    @Override
    public String getInvokedFunctionArn() {
      return arn;
    }

    @Override
    public CognitoIdentity getIdentity() {
      return null;
    }

    @Override
    public ClientContext getClientContext() {
      return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
      return 1000;
    }

    @Override
    public int getMemoryLimitInMB() {
      return 256;
    }

    @Override
    public LambdaLogger getLogger() {
      return null;
    }
  }
}
