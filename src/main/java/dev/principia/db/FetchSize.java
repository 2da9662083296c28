package dev.principia.db;

/// How many rows are fetched at a time when there may be any number of them: so many that they are
/// about as large as one write to a client should be.
final class FetchSize {
  /// Bytes that are written at a time.
  static final int CHUNK = 128 * 1024;

  private static final int FIRST = 16;
  private static final int MOST = 512;

  private int rows = FIRST;

  int rows() {
    return rows;
  }

  /// So many rows were so many bytes; the next ones may be alike.
  void seen(int seen, int bytes) {
    if (seen > 0) {
      rows = Math.clamp((long) CHUNK * seen / Math.max(1, bytes), 1, MOST);
    }
  }
}
