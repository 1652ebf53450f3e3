package dev.foundryhosting.instance.port;

/** Port: bytes that cannot be guessed. */
@FunctionalInterface
public interface RandomSource {
  byte[] bytes(int count);
}
