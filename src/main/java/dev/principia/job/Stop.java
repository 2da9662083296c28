package dev.principia.job;

/// Why a handler's work is for nothing.
enum Stop {
  CANCELLED("The job was cancelled."),
  LOST("The job is another worker's by now."),
  HANDED_BACK("The process ends, and the job was handed back."),
  LATE("The attempt took too long.");

  private final String words;

  Stop(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
