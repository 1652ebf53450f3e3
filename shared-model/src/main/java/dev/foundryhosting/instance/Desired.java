package dev.foundryhosting.instance;

/** What the reconciler brings an instance to. */
public enum Desired {
  STOPPED,
  RUNNING,
  DESTROYED
}
