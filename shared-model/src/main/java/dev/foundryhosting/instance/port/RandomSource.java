package dev.foundryhosting.instance.port;

/** Port: bytes that nobody can guess. */
@FunctionalInterface
public interface RandomSource {
  byte[] bytes(int count);
}
