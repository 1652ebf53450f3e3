/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.test.Mocks;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import com.pulumi.test.internal.PulumiTestInternal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Also a mock that knows nothing of AWS but names and ARNs gets to see every resource. */
class PlainMockTest implements Mocks {
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  @Override
  public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
    seen.add(args.type + " " + args.name);
    Map<String, Object> state = new HashMap<>(args.inputs);
    state.putIfAbsent("arn", "arn:aws:mock:eu-central-1:123456789012:" + args.name);
    return CompletableFuture.completedFuture(
        ResourceResult.of(Optional.of(args.name + "-id"), state));
  }

  @Override
  public CompletableFuture<Map<String, Object>> callAsync(CallArgs args) {
    return CompletableFuture.completedFuture(
        switch (args.token) {
          case "aws:index/getRegion:getRegion" -> Map.of("name", "eu-central-1");
          case "aws:index/getCallerIdentity:getCallerIdentity" ->
              Map.of("accountId", "123456789012");
          default -> Map.of("names", List.of("eu-central-1a", "eu-central-1b"));
        });
  }

  @Test
  void everythingIsDeclared() {
    TestOptions options =
        TestOptions.builder().projectName("foundry-hosting").stackName("production").build();
    TestResult results;
    try {
      results =
          PulumiTestInternal.builder()
              .options(options)
              .mocks(this)
              .config(Declarations.fullConfiguration())
              .build()
              .runTest(Main::stack);
    } finally {
      PulumiTestInternal.cleanup();
    }

    results.throwOnError();
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            Declarations.of(Declarations.fullConfiguration(), "production").resources().stream()
                .map(resource -> resource.type() + " " + resource.name())
                .toList());
  }
}
