package dev.foundryhosting.instance.port;

/** Port: asks one service that the platform depends on whether it answers. */
public interface HealthProbe {
  /** What is asked, such as {@code dynamodb}. */
  String name();

  /**
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when it does not
   */
  void check();
}
