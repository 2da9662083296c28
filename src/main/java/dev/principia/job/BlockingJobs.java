package dev.principia.job;

import dev.principia.contract.BlockingHandler;
import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.Problem;
import dev.principia.contract.Reply;
import dev.principia.db.BlockingDb;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Jobs and queues as owners and administrators see them, on a thread that may wait.
public final class BlockingJobs {
  private final BlockingDb db;
  private final JobPages pages;

  public BlockingJobs(BlockingDb db, Cursors cursors) {
    this.db = db;
    this.pages = new JobPages(cursors);
  }

  /// The handlers by operation id.
  public Map<String, BlockingHandler> handlers() {
    return Map.of(
        "getJob", this::get,
        "cancelJob", this::cancel,
        "listJobs", this::list,
        "retryJob", this::retry,
        "stopJob", this::stop,
        "getQueue", this::queue,
        "updateQueue", this::update);
  }

  private Reply get(Call call) {
    return JobPages.found(db.list(call, AdminSql.tree(JobPages.id(call), call.caller().id())));
  }

  private Reply cancel(Call call) {
    UUID job = JobPages.id(call);
    UUID owner = call.caller().id();
    return db.transaction(
        call,
        tx -> {
          tx.run(AdminSql.cancel(job, Optional.of(owner)));
          return JobPages.cancelled(tx.list(AdminSql.tree(job, owner)));
        });
  }

  private Reply list(Call call) {
    return pages.page(call, db.list(call, AdminSql.list(call, pages.before(call))));
  }

  private Reply retry(Call call) {
    UUID job = JobPages.id(call);
    return db.transaction(
        call,
        tx -> {
          boolean revived = tx.one(AdminSql.retry(job)).isPresent();
          tx.run(JobPages.audit("job.retried", call));
          return JobPages.retried(tx.one(AdminSql.one(job)), revived);
        });
  }

  private Reply stop(Call call) {
    UUID job = JobPages.id(call);
    return db.transaction(
        call,
        tx -> {
          tx.run(AdminSql.cancel(job, Optional.empty()));
          tx.run(JobPages.audit("job.stopped", call));
          return JobPages.accepted(tx.one(AdminSql.one(job)));
        });
  }

  private Reply queue(Call call) {
    return db.one(call, AdminSql.queue(call.text("queue"))).orElseThrow(Problem::notFound).reply();
  }

  private Reply update(Call call) {
    return db.transaction(
        call,
        tx -> {
          StoredQueue queue =
              tx.one(AdminSql.lockQueue(call.text("queue")))
                  .orElseThrow(Problem::notFound)
                  .patched(call);
          tx.run(AdminSql.save(queue));
          tx.run(queue.audit(call));
          tx.list(AdminSql.call());
          return queue.reply();
        });
  }
}
