package dev.principia.contract;

/// An operation on a thread that may wait, platform or virtual.
@FunctionalInterface
public interface BlockingHandler {
  Reply handle(Call call) throws InterruptedException;
}
