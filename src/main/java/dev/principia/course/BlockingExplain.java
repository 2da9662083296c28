package dev.principia.course;

import dev.principia.contract.Caller;
import dev.principia.db.BlockingDb;
import java.util.Optional;
import java.util.UUID;

/// Explains rights on the command line.
public final class BlockingExplain {
  private final BlockingDb db;

  public BlockingExplain(BlockingDb db) {
    this.db = db;
  }

  /// Empty when there is no such course.
  ///
  /// @param course its slug or id
  public Optional<Explanation> run(String course, UUID account) {
    return db.work(tx -> tx.one(ExplainSql.of(CourseKey.of(course), Caller.account(account))));
  }
}
