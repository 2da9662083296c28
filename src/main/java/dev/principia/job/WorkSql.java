package dev.principia.job;

import dev.principia.db.Columns;
import dev.principia.db.Query;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// The statements of workers. All times are the database's, and whatever is written to a job that
/// runs is written by its holder, whose token is the last one, or not at all.
final class WorkSql {
  static final String MINE = " j.id = $1 and j.token = $2 and j.state = 'running' ";
  static final String AMONG_MINE = " j.id = s.id and j.token = s.token and j.state = 'running' ";
  private static final String LET_GO = " lease_until = null, worker = null ";

  /// In the order of priority and turn, passing by what another worker takes at this moment.
  private static final String TAKE =
      """
      with next as (
        select id from jobs
         where queue = $1 and state = 'waiting' and priority <= $2 and type = any($3)
           and not exists (select from queues where name = $1 and paused)
         order by priority, turn, id limit $4 for update skip locked)
      update jobs j
         set state = 'running', attempt = attempt + 1, token = token + 1, worker = $5,
             lease_until = now() + make_interval(secs => $6), started_at = now()
        from next where j.id = next.id
      returning j.id, j.token, j.type, j.payload, j.attempt, j.max_attempts, j.owner_id, j.request,
        j.trace, (extract(epoch from now() - j.run_at) * 1000000)::bigint as waited
      """;

  private static final String DONE =
      """
      update jobs j
         set state = case when j.children > 0 then 'gathering'
                          when j.broken > 0 then 'failed' else 'done' end,
             finished_at = case when j.children = 0 then now() end,
             progress = case when j.children = 0 then 100 else j.progress end,
             result = s.result, error = null,
      """
          + LET_GO
          + "from jsonb_to_recordset($1) as s(id uuid, token bigint, result jsonb) where"
          + AMONG_MINE
          + "returning j.id, j.token";

  /// A job whose work another one that waits is going to do anyway is not tried again.
  private static final String FAILED =
      """
      with mine as (
        select j.id,
               case when j.cancel then 'cancelled' when $5 then 'failed'
                    when exists (select from jobs w
                           where w.unique_key = j.unique_key
                             and w.state in ('scheduled', 'waiting', 'blocked')) then 'cancelled'
                    else 'scheduled' end as next
          from jobs j where
      """
          + MINE
          + """
            for update of j)
          update jobs j
             set state = mine.next,
                 finished_at = case when mine.next <> 'scheduled' then now() end,
                 run_at = now() + make_interval(secs => $6), error = $3, reason = $4,
          """
          + LET_GO
          + "from mine where j.id = mine.id returning j.state";

  /// At the head of its queue and without its key, which another one may have by now.
  private static final String AGAIN = " turn = 0, unique_key = null,";

  private static final String RELEASE =
      """
      update jobs j
         set state = case when j.cancel then 'cancelled' else 'waiting' end,
             finished_at = case when j.cancel then now() end, attempt = attempt - 1,
      """
          + AGAIN
          + LET_GO
          + "from jsonb_to_recordset($1) as s(id uuid, token bigint) where"
          + AMONG_MINE
          + "returning j.id";

  private static final String RETAKE =
      """
      with lost as (
        select id,
               case when cancel then 'cancelled' when attempt < max_attempts then 'waiting'
                    else 'failed' end as next
          from jobs where state = 'running' and lease_until < now()
         limit 1000 for update skip locked)
      update jobs j
         set state = lost.next, finished_at = case when lost.next <> 'waiting' then now() end,
             error = 'The worker ' || j.worker || ' was lost.',
             reason = 'Its worker was lost.',
      """
          + AGAIN
          + LET_GO
          + "from lost where j.id = lost.id returning j.type, j.state";

  private static final String PROMOTE =
      """
      with due as (
        select id from jobs where state = 'scheduled' and run_at <= now()
         order by run_at limit 1000 for update skip locked)
      update jobs j set state = 'waiting', turn = job_turn(j.queue, j.priority, j.tenant)
        from due where j.id = due.id returning j.id
      """;

  /// The first worker of a queue makes its row.
  private static final String LIMITS =
      """
      with added as (
        insert into queues (name) select unnest($1::text[]) as name
        except select name from queues on conflict do nothing)
      select name, concurrency from queues where concurrency is not null
      """;

  /// Each of them by an index of its own: what is over is many times more than what is open.
  private static final String DEPTH =
      """
      select queue, 'waiting' as state, count(*) as jobs,
             extract(epoch from now() - min(run_at))::bigint as oldest
        from jobs where state = 'waiting' group by queue
      union all
      select queue, 'scheduled', count(*), 0 from jobs where state = 'scheduled' group by queue
      union all
      select queue, 'running', count(*), 0 from jobs where state = 'running' group by queue
      union all
      select queue, 'failed', count(*), 0 from jobs where state = 'failed' group by queue
      """;

  private WorkSql() {}

  /// @param types the names of the kinds that the worker can do
  static Query<TakenJob> take(
      String queue, Priority least, Collection<String> types, int most, JobSettings settings) {
    return Query.of(
        TAKE,
        TakenJob::read,
        queue,
        least.level(),
        types.toArray(String[]::new),
        most,
        settings.worker(),
        JobSql.seconds(settings.lease()));
  }

  /// Ends those of them that are still their holders' own.
  ///
  /// @param results leases with the member `result`
  static Query<Lease> done(JsonArray results) {
    return Query.of(DONE, WorkSql::lease, results);
  }

  /// Ends an attempt; the job is tried again unless this was the last one.
  static Query<JobState> failed(Lease lease, Failed why) {
    return Query.of(
        FAILED,
        row -> JobState.of(row.get(String.class, "state")),
        lease.job(),
        lease.token(),
        why.error(),
        why.reason(),
        why.isLast(),
        JobSql.seconds(why.pause()));
  }

  /// Hands jobs back, and their attempts do not count.
  static Query<UUID> release(Collection<Lease> leases) {
    return Query.of(RELEASE, row -> row.get(UUID.class, "id"), json(leases));
  }

  /// Takes from workers that have not been heard of what they held.
  static Query<Retaken> retake() {
    return Query.of(RETAKE, Retaken::read);
  }

  /// Lets those wait whose time has come; at most a thousand at once.
  static Query<UUID> promote() {
    return Query.of(PROMOTE, row -> row.get(UUID.class, "id"));
  }

  /// How many jobs of a queue a process may run, where that is said.
  ///
  /// @param queues those that the worker knows
  static Query<Limit> limits(List<String> queues) {
    return Query.of(
        LIMITS,
        row -> new Limit(row.get(String.class, "name"), row.get(Integer.class, "concurrency")),
        (Object) queues.toArray(String[]::new));
  }

  static Query<Depth> depth() {
    return Query.of(
        DEPTH,
        row ->
            new Depth(
                row.get(String.class, "queue"),
                JobState.of(row.get(String.class, "state")),
                row.get(Long.class, "jobs"),
                row.get(Long.class, "oldest")));
  }

  /// @param oldestSeconds how long the one that waits longest could have run
  record Depth(String queue, JobState state, long jobs, long oldestSeconds) {}

  /// @param isLast whether the job is given up
  record Failed(String error, String reason, boolean isLast, Duration pause) {}

  record Limit(String queue, int concurrency) {}

  /// @param state what became of it: it waits, or it was given up
  record Retaken(String type, JobState state) {
    static Retaken read(Columns row) {
      return new Retaken(
          row.get(String.class, "type"), JobState.of(row.get(String.class, "state")));
    }
  }

  static Lease lease(Columns row) {
    return new Lease(row.get(UUID.class, "id"), row.get(Long.class, "token"));
  }

  static JsonArray json(Collection<Lease> leases) {
    JsonArray json = new JsonArray();
    leases.forEach(lease -> json.add(lease.json()));
    return json;
  }

  static JsonObject done(Lease lease, JsonObject result) {
    return lease.json().put("result", result);
  }
}
