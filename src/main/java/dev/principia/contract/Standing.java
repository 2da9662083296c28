package dev.principia.contract;

/// Whether somebody who was let in some time ago still may be there: for what outlives a request.
@FunctionalInterface
public interface Standing {
  /// False once what the caller came with has expired, or its session was ended, by whomever.
  /// Nothing is looked up; any thread.
  boolean holds(Caller caller);
}
