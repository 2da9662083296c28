package dev.principia.lab.run;

import dev.principia.db.BlockingDb;

/// Statements as PostgreSQL counts them, without those that begin, end or count.
public final class BlockingStatements implements Place.Statements {
  private final BlockingDb db;

  public BlockingStatements(BlockingDb db) {
    this.db = db;
  }

  @Override
  public Place.Counted now() {
    return db.work(tx -> tx.only(StatementsSql.counted()));
  }
}
