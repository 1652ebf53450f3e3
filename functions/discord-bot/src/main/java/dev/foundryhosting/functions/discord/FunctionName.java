/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import com.amazonaws.services.lambda.runtime.Context;
import dev.foundryhosting.platform.PlatformFunction;
import java.util.Optional;

/**
 * By which name this function is called, with its qualifier: a task that it queues reaches the same
 * version. Lambda passes it with each call, so it needs no configuration.
 */
final class FunctionName {
  private static final String BEFORE_NAME = ":function:";

  private FunctionName() {}

  /**
   * @param context Lambda's; null outside Lambda
   */
  static String of(Context context) {
    return Optional.ofNullable(context)
        .flatMap(c -> ofArn(c.getInvokedFunctionArn()).or(() -> plain(c.getFunctionName())))
        .orElseGet(PlatformFunction.DISCORD_BOT::moduleName);
  }

  private static Optional<String> ofArn(String arn) {
    return plain(arn)
        .filter(text -> text.contains(BEFORE_NAME))
        .map(text -> text.substring(text.indexOf(BEFORE_NAME) + BEFORE_NAME.length()))
        .flatMap(FunctionName::plain);
  }

  private static Optional<String> plain(String text) {
    return Optional.ofNullable(text).filter(name -> !name.isBlank());
  }
}
