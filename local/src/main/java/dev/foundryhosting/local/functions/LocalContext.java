/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.functions;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import dev.foundryhosting.local.stack.EmulatedStack;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A handler's invocation. */
final class LocalContext implements Context {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String function;
  private final String requestId;
  private final long deadline = System.nanoTime() + LIMIT.toNanos();

  LocalContext(String function, String requestId) {
    this.function = function;
    this.requestId = requestId;
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + function;
  }

  @Override
  public String getLogStreamName() {
    return "local";
  }

  @Override
  public String getFunctionName() {
    return function;
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return EmulatedStack.arn("lambda", "function:" + function);
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) Duration.ofNanos(deadline - System.nanoTime()).toMillis();
  }

  @Override
  public int getMemoryLimitInMB() {
    return 512;
  }

  @Override
  public LambdaLogger getLogger() {
    return LambdaRuntime.getLogger();
  }
}
