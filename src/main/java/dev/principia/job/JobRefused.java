package dev.principia.job;

/// The job cannot be done, however often it is tried: it is given up at once.
public final class JobRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param reason a sentence for the job's owner
  public JobRefused(String reason) {
    super(reason);
  }
}
