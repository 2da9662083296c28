package dev.principia.contract;

/// A call from one process to all others that there is something to read. It is a hint: it may be
/// lost, come late or twice, so whoever waits for it also looks by itself from time to time.
public interface Wake extends AutoCloseable {
  /// Nobody calls and nobody is called.
  Wake NONE =
      new Wake() {
        @Override
        public void others() {}

        @Override
        public void listen(Runnable called) {}

        @Override
        public void close() {}
      };

  /// Calls the others. Never fails and never waits.
  void others();

  /// From now on it is run whenever another process calls, on a thread that must not be held.
  void listen(Runnable called);

  /// Nobody is called any more.
  @Override
  void close();
}
