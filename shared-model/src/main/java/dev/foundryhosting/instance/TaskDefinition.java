package dev.foundryhosting.instance;

import dev.foundryhosting.instance.port.TaskSpec;
import java.util.Objects;

/**
 * A registered ECS task definition.
 *
 * @param arn with its revision
 * @param fingerprint the digest of the {@link TaskSpec} it was registered from
 */
public record TaskDefinition(String arn, String fingerprint) {
  public TaskDefinition {
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(fingerprint, "fingerprint");
  }
}
