package dev.foundryhosting.instance.port;

/**
 * Port: where the domain tells operators what went wrong. It is no logger of the JDK's: those would
 * be made while a native image is built.
 */
@FunctionalInterface
public interface ProblemLog {
  /**
   * @param sentence what went wrong and for whom; never a secret
   * @param cause for the stack trace
   */
  void trouble(String sentence, Throwable cause);
}
