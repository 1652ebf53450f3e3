/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.UserId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that an ECS task definition on Fargate (ARM64, awsvpc) is made from. Records and tags hold
 * its fingerprint: a change to what this record prints registers each definition anew.
 *
 * @param user becomes a tag, and the prefix of the log streams
 * @param cpu in CPU units; with {@code memoryMiB} one of the pairs that Fargate offers
 * @param taskRoleArn what the containers may do
 * @param executionRoleArn what ECS may do to start them
 * @param volumes access point ids by the volumes' names; mounted with transit encryption and IAM
 *     authorisation
 * @param containers in the order of their start
 */
record TaskSpec(
    String family,
    UserId user,
    int cpu,
    int memoryMiB,
    String taskRoleArn,
    String executionRoleArn,
    String logGroup,
    String region,
    String fileSystemId,
    Map<String, String> volumes,
    List<Container> containers) {

  public TaskSpec {
    volumes = sorted(volumes);
    containers = List.copyOf(containers);
  }

  /** A digest of all of it: two specs with the same fingerprint need one task definition. */
  public String fingerprint() {
    // The record's text holds every field and every map is sorted, so equal specs have one text.
    return ResourceNames.digest(toString(), 32);
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  /**
   * One container of the task.
   *
   * @param image with its tag
   * @param essential whether the task ends with it
   * @param command replaces the image's entry point and command; empty keeps them
   * @param environment variables in clear text; never a secret
   * @param mounts absolute paths by the volumes' names
   * @param readOnly the names of the volumes that it may not write
   * @param healthCheck a shell command
   * @param after the container that must have succeeded before this one starts
   * @param stopTimeoutSeconds between SIGTERM and SIGKILL
   */
  record Container(
      String name,
      String image,
      boolean essential,
      List<String> command,
      Map<String, String> environment,
      Map<String, SecretField> secrets,
      Map<String, String> mounts,
      Set<String> readOnly,
      OptionalInt port,
      Optional<String> healthCheck,
      Optional<String> after,
      int stopTimeoutSeconds) {

    public Container {
      command = List.copyOf(command);
      environment = sorted(environment);
      secrets = sorted(secrets);
      mounts = sorted(mounts);
      readOnly = Collections.unmodifiableSet(new TreeSet<>(readOnly));
    }
  }

  /** A reference to a field of a JSON secret. */
  record SecretField(String secretArn, String field) {
    /** As ECS wants it in {@code valueFrom}: the current version's field. */
    public String valueFrom() {
      return secretArn + ":" + field + "::";
    }
  }
}
