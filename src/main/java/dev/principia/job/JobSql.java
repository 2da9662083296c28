package dev.principia.job;

import dev.principia.db.Columns;
import dev.principia.db.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The statements of whoever wants something done.
public final class JobSql {
  private static final String INSERT =
      """
      insert into jobs (id, type, queue, priority, payload, owner_id, max_attempts, request, trace,
        unique_key, run_at, turn, state
      """;
  private static final String VALUES =
      """
      $1::uuid, $2::text, $3::text, $4::smallint, $5::jsonb, $6::uuid, $7::integer, $8::text,
        $9::text, $10::text, now() + make_interval(secs => $11::double precision),
        job_turn($3::text, $4::smallint,
          coalesce($6::uuid, '00000000-0000-0000-0000-000000000000'::uuid)),
      """;
  private static final String SOON_OR_LATER =
      """
      when $11::double precision > 0 then 'scheduled' else 'waiting' end
      """;

  /// Workers are called when nobody waits: then they may be asleep. Where somebody waits they are
  /// at work and come by. All transactions that call queue for their commits, so few should. The
  /// order makes PostgreSQL ask the index, whatever it believes of a table that is full now and
  /// empty then.
  private static final String CALL =
      """
      , called as (
        select pg_notify('jobs', '') from added
         where $11::double precision = 0
           and (select priority from jobs where queue = $3::text and state = 'waiting'
                 order by priority, turn, id limit 1) is null)
      select id, (select count(*) from called) from added
      """;

  /// The row that waits under the key already is locked until the transaction ends, so that no
  /// worker begins before what this transaction has changed can be seen.
  private static final String ENQUEUE =
      "with added as ("
          + INSERT
          + ") values ("
          + VALUES
          + "case "
          + SOON_OR_LATER
          + """
            )
            on conflict (unique_key)
              where unique_key is not null and state in ('scheduled', 'waiting', 'blocked')
            do update set run_at = greatest(jobs.run_at, least(excluded.run_at,
              jobs.created_at + make_interval(secs => $12::double precision)))
            returning id)
          """
          + CALL;

  /// The others are locked first: of a job that ends at this moment it is known whether it has.
  private static final String ENQUEUE_IN_ORDER =
      """
      with needed as (
        update jobs set linked = true where id = any(($12::text[])::uuid[]) returning id, state),
      ahead as (
        select (count(*) filter (where state <> 'done'))::integer as jobs,
               coalesce(bool_or(state in ('failed', 'cancelled')), false) as ill from needed),
      parent as (
        update jobs set linked = true, children = children + case when ahead.ill then 0 else 1 end
          from ahead
         where id = $13::uuid and finished_at is null and not cancel returning id),
      added as (
      """
          + INSERT
          + ", linked, parent_id, pending, finished_at, reason) select "
          + VALUES
          + "case when ahead.ill then 'cancelled' when ahead.jobs > 0 then 'blocked' "
          + SOON_OR_LATER
          + """
                , true, $13::uuid, ahead.jobs, case when ahead.ill then now() end,
                case when ahead.ill then 'A job that comes before it was not done.' end
              from ahead where $13::uuid is null or exists (select from parent)
            returning id),
          links as (
            insert into job_links (job_id, needs_id)
            select added.id, needed.id from added, needed where needed.state <> 'done')
          """
          + CALL;

  /// Parts go with their whole.
  private static final String PURGE =
      """
      delete from jobs
       where finished_at < now() - interval '7 days' and parent_id is null
         and (state <> 'failed' or finished_at < now() - interval '30 days')
      """;

  private JobSql() {}

  /// Adds the job, or finds the one that waits under its key; answers the id of the one that waits.
  /// No row when it was to be a part of a job that is over.
  public static Query<UUID> enqueue(NewJob job) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(job.id(), job.type().name(), job.type().queue(), job.priority().level()));
    arguments.addAll(List.of(job.payload(), job.cause().owner(), job.type().maxAttempts()));
    arguments.addAll(List.of(job.cause().request(), job.cause().trace(), job.moment().key()));
    arguments.add(seconds(job.moment().delay()));
    if (job.order().isNone()) {
      arguments.add(seconds(job.moment().most()));
      return Query.of(ENQUEUE, JobSql::id, arguments.toArray());
    }
    arguments.add(job.order().after().stream().map(UUID::toString).toArray(String[]::new));
    arguments.add(job.order().parent());
    return Query.of(ENQUEUE_IN_ORDER, JobSql::id, arguments.toArray());
  }

  /// Forgets what is over for a week, dead letters after a month.
  public static Query<Boolean> purge() {
    return Query.command(PURGE);
  }

  private static UUID id(Columns row) {
    return row.get(UUID.class, "id");
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
