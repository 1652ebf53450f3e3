/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import dev.foundryhosting.aws.dynamodb.Tables;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import java.util.HashMap;
import java.util.Map;

/** The environment of functions that run over an emulated AWS. */
public final class EmulatedAws {
  private EmulatedAws() {}

  /** What a function needs to reach the emulator and its tables, and more variables. */
  public static Environment environment(EmulatorProcess emulator, Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(Tables.variables("test"));
    variables.put(Variable.AWS_REGION.name(), "eu-central-1");
    variables.put(Variable.AWS_ENDPOINT_URL.name(), emulator.endpoint().toString());
    variables.putAll(more);
    return new Environment(variables);
  }
}
