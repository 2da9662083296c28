package dev.principia.job;

import dev.principia.contract.Call;
import dev.principia.db.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The statements of whoever watches jobs and queues and steps in: owners and operators.
final class AdminSql {
  private static final String COLUMNS =
      """
      j.id, j.parent_id, j.type, j.queue, j.priority, j.state, j.owner_id, j.payload, j.result,
      j.error, j.reason, j.attempt, j.max_attempts, j.run_at, j.worker, j.cancel, j.progress,
      j.note, j.request, j.created_at, j.started_at, j.finished_at
      """;

  /// The job and all that is part of it, the job first.
  private static final String TREE =
      """
      with recursive tree as (
        select id, 0 as depth from jobs where id = $1 and owner_id = $2
        union all
        select c.id, t.depth + 1 from jobs c join tree t on c.parent_id = t.id where t.depth < 10)
      select
      """
          + COLUMNS
          + "from jobs j join tree t on t.id = j.id order by t.depth, j.id limit 1000";

  private static final String ONE = "select " + COLUMNS + "from jobs j where j.id = $1";
  private static final String LIST = "select " + COLUMNS + "from jobs j where ";
  private static final String NEWEST = " j.id < $1 order by j.id desc limit $2";
  private static final String ALL = LIST + NEWEST;
  private static final String OF_QUEUE = LIST + "j.queue = $3 and " + NEWEST;
  private static final String OF_STATE = LIST + "j.state = $3 and " + NEWEST;
  private static final String OF_BOTH = LIST + "j.queue = $3 and j.state = $4 and " + NEWEST;

  /// These have an index of their own.
  private static final String FAILED = LIST + "j.state = 'failed' and " + NEWEST;

  private static final String FAILED_OF_QUEUE =
      LIST + "j.queue = $3 and j.state = 'failed' and " + NEWEST;

  /// What runs is only asked to stop: its worker sees it within a second.
  private static final String CANCEL =
      """
      update jobs
         set cancel = true, state = case when state = 'running' then state else 'cancelled' end,
             finished_at = case when state = 'running' then null else now() end
       where id = $1 and ($2::uuid is null or owner_id = $2::uuid) and finished_at is null
      """;

  /// With all its attempts before it again, and without its key, which another one may have by now.
  private static final String RETRY =
      """
      with revived as (
        update jobs
           set state = case when pending > 0 then 'blocked' else 'waiting' end,
               turn = job_turn(queue, priority, tenant), attempt = 0, broken = 0, cancel = false,
               unique_key = null, result = null, reason = null, progress = 0, note = '',
               run_at = now(), finished_at = null
         where id = $1 and state in ('failed', 'cancelled') returning id)
      select id, pg_notify('jobs', '') is null as called from revived
      """;

  private static final String QUEUE =
      """
      select q.name, q.paused, q.concurrency, q.version,
             (select count(*) from jobs where queue = q.name and state = 'waiting') as waiting,
             (select count(*) from jobs where queue = q.name and state = 'running') as running,
             (select count(*) from jobs where queue = q.name and state = 'failed') as failed
        from queues q where q.name = $1
      """;
  private static final String LOCK_QUEUE = QUEUE + " for update of q";
  private static final String SAVE_QUEUE =
      "update queues set paused = $2, concurrency = $3, version = $4 where name = $1";
  private static final String CALL = "select pg_notify('jobs', '') is null as called";

  private AdminSql() {}

  static Query<StoredJob> tree(UUID job, UUID owner) {
    return Query.of(TREE, StoredJob::read, job, owner);
  }

  static Query<StoredJob> one(UUID job) {
    return Query.of(ONE, StoredJob::read, job);
  }

  /// The newest first, one more than the page holds.
  ///
  /// @param before the job that the page follows
  static Query<StoredJob> list(Call call, UUID before) {
    return list(
        call.optionalText("queue"),
        call.optionalText("state").map(JobState::of),
        before,
        call.integer("limit") + 1);
  }

  static Query<StoredJob> list(
      Optional<String> queue, Optional<JobState> state, UUID before, long most) {
    List<Object> arguments = new ArrayList<>(List.of(before, most));
    queue.ifPresent(arguments::add);
    if (state.equals(Optional.of(JobState.FAILED))) {
      String sql = queue.isPresent() ? FAILED_OF_QUEUE : FAILED;
      return Query.of(sql, StoredJob::read, arguments.toArray());
    }
    state.ifPresent(each -> arguments.add(each.word()));
    return Query.of(
        sql(queue.isPresent(), state.isPresent()), StoredJob::read, arguments.toArray());
  }

  private static String sql(boolean queue, boolean state) {
    if (queue) {
      return state ? OF_BOTH : OF_QUEUE;
    }
    return state ? OF_STATE : ALL;
  }

  /// Touches a row when there is something to cancel.
  ///
  /// @param owner whose it has to be; empty for operators
  static Query<Boolean> cancel(UUID job, Optional<UUID> owner) {
    return Query.command(CANCEL, job, owner);
  }

  /// A row when the job was failed or cancelled.
  static Query<UUID> retry(UUID job) {
    return Query.of(RETRY, row -> row.get(UUID.class, "id"), job);
  }

  static Query<StoredQueue> queue(String name) {
    return Query.of(QUEUE, StoredQueue::read, name);
  }

  static Query<StoredQueue> lockQueue(String name) {
    return Query.of(LOCK_QUEUE, StoredQueue::read, name);
  }

  static Query<Boolean> save(StoredQueue queue) {
    return Query.command(
        SAVE_QUEUE, queue.name(), queue.paused(), queue.concurrency(), queue.version());
  }

  /// Wakes the workers of all processes.
  static Query<Boolean> call() {
    return Query.of(CALL, row -> row.get(Boolean.class, "called"));
  }
}
