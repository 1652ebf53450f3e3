package dev.foundryhosting.local.demo;

import io.quarkus.runtime.QuarkusApplication;

/** Plays a server's whole life without a person. */
public class Demo implements QuarkusApplication {
  @Override
  public int run(String... arguments) {
    return 0;
  }
}
