package dev.principia;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every connection is an open file, and the operating system bounds how many a process may have.
final class OpenFiles {
  private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

  /// What a process needs besides: jars, requests, the database.
  private static final int OTHERS = 1_000;

  private OpenFiles() {}

  /// Warns when the limit would be met before this many connections are.
  static void check(int connections) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long most = unix.getMaxFileDescriptorCount();
      if (most < connections + OTHERS) {
        LOG.warn(
            "this process may open {} files, too few for live-connections={}: raise `ulimit -n`,"
                + " or LimitNOFILE of the unit, to {}",
            most,
            connections,
            connections + OTHERS);
      }
    }
  }
}
