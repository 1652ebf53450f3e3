package dev.foundryhosting.aws.ecs;

import dev.foundryhosting.platform.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * All that an ECS task definition on Fargate (ARM64, awsvpc) is made from. Records and tags hold
 * its fingerprint: a change to what this record prints registers each definition anew.
 *
 * @param family the task definition's family
 * @param user whom it belongs to; becomes a tag
 * @param cpu in CPU units; 1024 is one vCPU
 * @param memoryMiB in MiB; together with {@code cpu} one of the pairs that Fargate offers
 * @param taskRoleArn what the containers may do
 * @param executionRoleArn what ECS may do to start them
 * @param logGroup where the containers log, under the user's id
 * @param fileSystemId the file system of all volumes
 * @param volumes the volumes by name: the id of the access point of each; mounted with transit
 *     encryption and IAM authorisation
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
    FargateSize.require(cpu, memoryMiB);
  }

  /** A digest of all of it: two specs with the same fingerprint need one task definition. */
  public String fingerprint() {
    try {
      // The record's text holds every field and every map is sorted, so equal specs have one text.
      byte[] text = toString().getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(hash).substring(0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  /**
   * One container of the task.
   *
   * @param name within the task
   * @param image with its tag
   * @param essential whether the task ends with it
   * @param command replaces the image's entry point and command; empty keeps them
   * @param environment variables in clear text; never a secret
   * @param secrets variables that ECS fills from a field of a secret
   * @param mounts where volumes appear: volume name to absolute path
   * @param port the TCP port it serves, if any
   * @param healthCheck the shell command that says whether it is well, if any
   * @param after the container that must have ended with success before this one starts, if any
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
      OptionalInt port,
      Optional<String> healthCheck,
      Optional<String> after,
      int stopTimeoutSeconds) {

    public Container {
      command = List.copyOf(command);
      environment = sorted(environment);
      secrets = sorted(secrets);
      mounts = sorted(mounts);
    }
  }

  /**
   * A field of a JSON secret; only the reference, never its value.
   *
   * @param secretArn the secret
   * @param field the key in its JSON
   */
  record SecretField(String secretArn, String field) {
    /** As ECS wants it in {@code valueFrom}: the current version's field. */
    public String valueFrom() {
      return secretArn + ":" + field + "::";
    }
  }
}
