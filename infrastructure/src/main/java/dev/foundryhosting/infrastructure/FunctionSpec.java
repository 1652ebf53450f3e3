/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import dev.foundryhosting.infrastructure.Settings.Packaging;
import dev.foundryhosting.infrastructure.policy.FunctionPolicies;
import dev.foundryhosting.platform.PlatformFunction;
import java.util.List;

/**
 * How a function runs. {@link PlatformFunction} has its variables and tables, {@link
 * FunctionPolicies} its permissions.
 *
 * @param memoryMb of the native package, twice that on the JVM. Lambda gives CPU by memory, and the
 *     functions mostly wait for AWS
 * @param timeoutSeconds Ko-fi hangs up long before ten seconds; the bot answers Discord at once and
 *     then waits for instance-management (ADR-020); a sweep has five minutes; work on files has all
 *     that Lambda gives
 * @param hasUrl whether it has a public URL
 */
record FunctionSpec(
    PlatformFunction function, int memoryMb, int timeoutSeconds, int logDays, boolean hasUrl) {

  static final List<FunctionSpec> ALL =
      List.of(
          new FunctionSpec(PlatformFunction.INSTANCE_MANAGEMENT, 512, 60, 3, false),
          new FunctionSpec(PlatformFunction.TASK_EVENTS, 512, 60, 3, false),
          new FunctionSpec(PlatformFunction.AUTO_SHUTDOWN, 512, 300, 3, false),
          new FunctionSpec(PlatformFunction.SESSION_PREP, 512, 300, 3, false),
          new FunctionSpec(PlatformFunction.WORLD_FILES, 1769, 900, 3, false),
          new FunctionSpec(PlatformFunction.KOFI_WEBHOOK, 256, 10, 3, true),
          new FunctionSpec(PlatformFunction.DISCORD_BOT, 256, 120, 1, true));

  static FunctionSpec of(PlatformFunction function) {
    return ALL.stream().filter(spec -> spec.function() == function).findFirst().orElseThrow();
  }

  /** Whether its callers do not wait, so that a queue keeps failed events. */
  boolean isAsynchronous() {
    return FunctionPolicies.ASYNCHRONOUS.contains(function);
  }

  /** Whether the users' files are mounted in it. */
  boolean mountsFiles() {
    return function == PlatformFunction.WORLD_FILES;
  }

  int memoryMb(Packaging packaging) {
    return packaging == Packaging.JVM ? 2 * memoryMb : memoryMb;
  }

  /** Maven's output, relative to the folder of Pulumi.yaml. */
  String zip() {
    return "functions/" + function.moduleName() + "/target/function.zip";
  }

  String logGroupName() {
    return "/aws/lambda/" + function.functionName();
  }
}
