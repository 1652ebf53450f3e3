/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.platform.Labelled;

/** What others see of an instance. */
public enum Status implements Labelled {
  CREATING,
  CREATED,
  STARTING,
  RUNNING,
  STOPPING,
  STOPPED,
  DESTROYING,
  FAILED
}
