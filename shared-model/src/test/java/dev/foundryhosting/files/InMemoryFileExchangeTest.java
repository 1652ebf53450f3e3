/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;

class InMemoryFileExchangeTest implements FileExchangeContract {
  private final FileArchive archive = new InMemoryFileArchive(Clock.systemUTC());
  private final InMemoryFileExchange exchange =
      new InMemoryFileExchange(archive, Clock.systemUTC());

  @Override
  public FileExchange exchange() {
    return exchange;
  }

  @Override
  public FileArchive archive() {
    return archive;
  }

  @Override
  public String put(URI link, byte[] content) {
    return exchange.put(link, content);
  }

  @Override
  public byte[] get(URI link) throws IOException {
    return exchange.get(link);
  }
}
