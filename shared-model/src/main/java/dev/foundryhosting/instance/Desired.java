/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.platform.Labelled;

/** What the reconciler brings an instance to. */
public enum Desired implements Labelled {
  STOPPED,
  RUNNING,
  DESTROYED
}
