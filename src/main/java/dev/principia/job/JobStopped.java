package dev.principia.job;

/// The job is not this worker's any more, or nobody wants it done.
public final class JobStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JobStopped(String why) {
    super(why, null, false, false);
  }
}
