package dev.principia.contract;

/// Budgets of callers: how much each may ask for in a time. Taking never waits, so both flows share
/// it.
public interface Limiter {

  /// What is left of a budget after taking from it.
  ///
  /// @param policy the policy's name in `RateLimit-Policy`
  /// @param quota what may be taken in a window
  /// @param windowSeconds how long a window lasts
  /// @param remaining what is left in this window
  /// @param resetSeconds until the next window, at least 1
  /// @param allowed whether there was enough
  record Budget(
      String policy,
      int quota,
      int windowSeconds,
      int remaining,
      int resetSeconds,
      boolean allowed) {}

  /// Takes `cost` from the budget that `key` has under a policy; 0 only looks.
  ///
  /// @param quota what the policy allows in a minute
  Budget take(String policy, String key, int quota, int cost);

  /// No limits at all, for load tests.
  Limiter NONE = (policy, key, quota, cost) -> new Budget(policy, quota, 60, quota, 60, true);
}
