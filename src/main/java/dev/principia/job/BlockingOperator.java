package dev.principia.job;

import dev.principia.contract.Problem;
import dev.principia.contract.ProblemType;
import dev.principia.db.BlockingDb;
import dev.principia.db.BlockingTx;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What operators do about jobs from a command line; each answer is a JSON object in one line.
public final class BlockingOperator {
  private final BlockingDb db;

  public BlockingOperator(BlockingDb db) {
    this.db = db;
  }

  /// The newest first.
  public List<String> list(Optional<String> queue, Optional<String> state, int most) {
    Optional<JobState> known = state.map(BlockingOperator::state);
    return db.work(tx -> tx.list(AdminSql.list(queue, known, JobPages.LAST, most))).stream()
        .map(job -> job.all().encode())
        .toList();
  }

  private static JobState state(String word) {
    return Arrays.stream(JobState.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "There is no state " + word + "."));
  }

  public String retry(UUID job) {
    return db.work(
        tx -> {
          boolean revived = tx.one(AdminSql.retry(job)).isPresent();
          JobPages.retried(tx.one(AdminSql.one(job)), revived);
          return found(tx, job);
        });
  }

  public String cancel(UUID job) {
    return db.work(
        tx -> {
          tx.run(AdminSql.cancel(job, Optional.empty()));
          return found(tx, job);
        });
  }

  private static String found(BlockingTx tx, UUID job) {
    return tx.one(AdminSql.one(job))
        .map(each -> each.all().encode())
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "There is no job " + job + "."));
  }

  /// Workers of all processes follow within seconds.
  public String pause(String queue, boolean paused) {
    return db.work(
        tx -> {
          StoredQueue known =
              tx.one(AdminSql.lockQueue(queue))
                  .orElseThrow(
                      () -> Problem.of(ProblemType.NOT_FOUND, "There is no queue " + queue + "."))
                  .paused(paused);
          tx.run(AdminSql.save(known));
          tx.list(AdminSql.call());
          return known.json().encode();
        });
  }
}
