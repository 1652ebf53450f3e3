/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import java.util.Arrays;
import java.util.Optional;

/** How large a machine a server runs on, smallest first; each is a size that Fargate offers. */
public enum ServerSize implements Labelled {
  SMALL(1, 2),
  MEDIUM(1, 4),
  LARGE(2, 8);

  private static final int UNITS_PER_VCPU = 1024;
  private static final int MIB_PER_GB = 1024;

  private final int vcpus;
  private final int memoryGb;

  ServerSize(int vcpus, int memoryGb) {
    this.vcpus = vcpus;
    this.memoryGb = memoryGb;
  }

  public int vcpus() {
    return vcpus;
  }

  /** In ECS's measure. */
  public int cpuUnits() {
    return vcpus * UNITS_PER_VCPU;
  }

  public int memoryGb() {
    return memoryGb;
  }

  public int memoryMiB() {
    return memoryGb * MIB_PER_GB;
  }

  /** The next larger one; empty for the largest. */
  public Optional<ServerSize> next() {
    return Arrays.stream(values()).filter(each -> each.compareTo(this) > 0).findFirst();
  }
}
