/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.platform.Labelled;

/** On whose licence a user plays. */
public enum LicenseType implements Labelled {
  /** The user's own. */
  BYOL,
  /** One that its owner lends to the pool, in scheduled sessions. */
  POOLED;
}
