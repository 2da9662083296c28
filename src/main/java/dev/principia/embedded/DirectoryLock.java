package dev.principia.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps a second process off a data directory. The operating system lets go of it when this
/// process dies, however it dies.
final class DirectoryLock implements AutoCloseable {
  /// Also keeps the channels reachable: a collected channel is a released lock. And a directory
  /// found in here is not opened again, because closing a second channel on the file would release
  /// the lock of the first.
  private static final Map<Path, DirectoryLock> HELD = new ConcurrentHashMap<>();

  private final Path data;
  private final FileChannel channel;

  private DirectoryLock(Path data, FileChannel channel) {
    this.data = data;
    this.channel = channel;
  }

  /// @throws EmbeddedFailure when another holds it, this process or any other
  static synchronized DirectoryLock take(Path data) throws IOException {
    if (HELD.containsKey(data)) {
      throw running(data, String.valueOf(ProcessHandle.current().pid()));
    }
    var lock = new DirectoryLock(data, open(data.resolve("lock")));
    try {
      lock.acquire();
    } catch (IOException | RuntimeException e) {
      lock.channel.close();
      throw e;
    }
    HELD.put(data, lock);
    return lock;
  }

  @Override
  public void close() throws IOException {
    if (HELD.remove(data, this)) {
      channel.close();
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private void acquire() throws IOException {
    if (channel.tryLock() == null) {
      throw running(data, holder());
    }
    channel.truncate(0);
    channel.write(StandardCharsets.US_ASCII.encode(String.valueOf(ProcessHandle.current().pid())));
  }

  private String holder() throws IOException {
    var bytes = ByteBuffer.allocate(32);
    channel.read(bytes);
    return StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
  }

  private static EmbeddedFailure running(Path data, String pid) {
    return new EmbeddedFailure(
        "Principia is already running (pid %s) on this directory, %s: stop it first, or choose another --data directory."
            .formatted(pid, data));
  }
}
