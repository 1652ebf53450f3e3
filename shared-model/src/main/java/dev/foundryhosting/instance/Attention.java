/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.platform.Labelled;

/** What the user of a server has to do. */
public enum Attention implements Labelled {
  /** Foundry shows its licence agreement, which only an administrator of the server may accept. */
  LICENSE_AGREEMENT("licence-agreement"),
  /** No world is open, or in a session not the one that was chosen: players cannot join. */
  OPEN_A_WORLD("open-a-world"),
  /** A run used up the memory of the chosen size, and there is a larger one. */
  LARGER_SIZE("larger-size"),
  /** Files and save points take most of what they may. */
  STORAGE("storage");

  private final String label;

  Attention(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
