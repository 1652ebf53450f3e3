/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.upload;

import dev.foundryhosting.files.FileArchive;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** An upload that is read at any place, a block at a time: it has no place on a disk here. */
final class UploadChannel implements SeekableByteChannel {
  private static final int BLOCK = 4 * 1024 * 1024;

  private final FileArchive archive;
  private final String key;
  private final long size;
  private byte[] block = new byte[0];
  private long blockFrom;
  private long position;
  private boolean open = true;

  UploadChannel(FileArchive archive, String key, long size) {
    this.archive = archive;
    this.key = key;
    this.size = size;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (position >= size) {
      return -1;
    }
    if (position < blockFrom || position >= blockFrom + block.length) {
      load();
    }
    int from = (int) (position - blockFrom);
    int length = Math.min(into.remaining(), block.length - from);
    into.put(block, from, length);
    position += length;
    return length;
  }

  private void load() throws IOException {
    blockFrom = position;
    try {
      block =
          archive
              .read(key, position, (int) Math.min(BLOCK, size - position))
              .filter(bytes -> bytes.length > 0)
              .orElseThrow(() -> new FileNotFoundException("it is not there any more"));
    } catch (IOException e) {
      throw new UploadReadException(e);
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
