package dev.principia.course;

import dev.principia.contract.Caller;
import dev.principia.db.BlockingDb;
import java.util.Optional;
import java.util.UUID;

/// Exports outlines from the command line.
public final class BlockingExport {
  private final BlockingDb db;

  public BlockingExport(BlockingDb db) {
    this.db = db;
  }

  /// The course as the reader would get it, with the reader's ticks; empty when it is not there or
  /// not theirs to read.
  ///
  /// @param course its slug or id
  public Optional<String> run(String course, UUID reader) {
    return db.work(
        tx ->
            tx.one(CourseSql.exported(CourseKey.of(course), Caller.account(reader)))
                .map(Export::markdown));
  }
}
