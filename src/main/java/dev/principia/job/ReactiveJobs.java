package dev.principia.job;

import dev.principia.contract.Call;
import dev.principia.contract.Cursors;
import dev.principia.contract.Problem;
import dev.principia.contract.ReactiveHandler;
import dev.principia.contract.Reply;
import dev.principia.db.ReactiveDb;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Jobs and queues as owners and administrators see them, on the event loop.
public final class ReactiveJobs {
  private final ReactiveDb db;
  private final JobPages pages;

  public ReactiveJobs(ReactiveDb db, Cursors cursors) {
    this.db = db;
    this.pages = new JobPages(cursors);
  }

  /// The handlers by operation id.
  public Map<String, ReactiveHandler> handlers() {
    return Map.of(
        "getJob", this::get,
        "cancelJob", this::cancel,
        "listJobs", this::list,
        "retryJob", this::retry,
        "stopJob", this::stop,
        "getQueue", this::queue,
        "updateQueue", this::update);
  }

  private Future<Reply> get(Call call) {
    return db.list(call, AdminSql.tree(JobPages.id(call), call.caller().id())).map(JobPages::found);
  }

  private Future<Reply> cancel(Call call) {
    UUID job = JobPages.id(call);
    UUID owner = call.caller().id();
    return db.transaction(
        call,
        tx ->
            tx.run(AdminSql.cancel(job, Optional.of(owner)))
                .compose(done -> tx.list(AdminSql.tree(job, owner)))
                .map(JobPages::cancelled));
  }

  private Future<Reply> list(Call call) {
    return db.list(call, AdminSql.list(call, pages.before(call)))
        .map(rows -> pages.page(call, rows));
  }

  private Future<Reply> retry(Call call) {
    UUID job = JobPages.id(call);
    return db.transaction(
        call,
        tx ->
            tx.one(AdminSql.retry(job))
                .compose(found -> tx.run(JobPages.audit("job.retried", call)).map(found))
                .compose(
                    revived ->
                        tx.one(AdminSql.one(job))
                            .map(found -> JobPages.retried(found, revived.isPresent()))));
  }

  private Future<Reply> stop(Call call) {
    UUID job = JobPages.id(call);
    return db.transaction(
        call,
        tx ->
            tx.run(AdminSql.cancel(job, Optional.empty()))
                .compose(done -> tx.run(JobPages.audit("job.stopped", call)))
                .compose(done -> tx.one(AdminSql.one(job)))
                .map(JobPages::accepted));
  }

  private Future<Reply> queue(Call call) {
    return db.one(call, AdminSql.queue(call.text("queue")))
        .map(found -> found.orElseThrow(Problem::notFound).reply());
  }

  private Future<Reply> update(Call call) {
    return db.transaction(
        call,
        tx ->
            tx.one(AdminSql.lockQueue(call.text("queue")))
                .map(found -> found.orElseThrow(Problem::notFound).patched(call))
                .compose(queue -> tx.run(AdminSql.save(queue)).map(queue))
                .compose(queue -> tx.run(queue.audit(call)).map(queue))
                .compose(queue -> tx.list(AdminSql.call()).map(queue))
                .map(StoredQueue::reply));
  }
}
