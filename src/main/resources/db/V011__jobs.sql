-- Work that is done later. A job is enqueued in the transaction that wants it, and every change of its state is made by
-- the database's clock.

-- How a queue is worked. Workers add the queues that they know.
create table queues (
  name text primary key check (length(name) between 1 and 40),
  paused boolean not null default false,
  -- The most jobs that one process runs at once; null: the process's own setting.
  concurrency integer check (concurrency between 1 and 1000),
  version bigint not null default 1
);

create table jobs (
  id uuid primary key,
  type text not null check (length(type) between 1 and 60),
  queue text not null check (length(queue) between 1 and 40),
  -- 0 critical, 1 high, 2 normal, 3 low.
  priority smallint not null check (priority between 0 and 3),
  -- scheduled: its time has not come. waiting: it may be taken. blocked: others come first. gathering: its own work is
  -- done and its children's is not.
  state text not null check (state in
    ('scheduled', 'waiting', 'blocked', 'running', 'gathering', 'done', 'failed', 'cancelled')),
  -- Cascade: a job of an account is nothing without it. What must be done after an account's end has no owner.
  owner_id uuid references accounts on delete cascade,
  -- Who waits in one line: all jobs without an owner count as one.
  tenant uuid not null generated always as
    (coalesce(owner_id, '00000000-0000-0000-0000-000000000000'::uuid)) stored,
  -- Its place among the waiting ones of its queue and priority (start-time fair queuing).
  turn bigint not null default 0,
  payload jsonb not null check (jsonb_typeof(payload) = 'object'),
  result jsonb,
  -- What went wrong last, for operators, and what its owner is told of it.
  error text check (length(error) <= 2000),
  reason text check (length(reason) <= 500),
  unique_key text check (length(unique_key) <= 200),
  attempt integer not null default 0,
  max_attempts integer not null check (max_attempts >= 1),
  run_at timestamptz not null default now(),
  -- Raised whenever it is taken: only who holds the last one may write to it.
  token bigint not null default 0,
  worker text,
  lease_until timestamptz,
  cancel boolean not null default false,
  progress integer not null default 0 check (progress between 0 and 100),
  note text not null default '' check (length(note) <= 200),
  -- Cascade: a child is a part of its parent's work.
  parent_id uuid references jobs on delete cascade,
  -- Children that are not over, and those that ended otherwise than done.
  children integer not null default 0 check (children >= 0),
  broken integer not null default 0 check (broken >= 0),
  -- Jobs that must be done before this one.
  pending integer not null default 0 check (pending >= 0),
  -- Whether others hang on it or it on others.
  linked boolean not null default false,
  -- The request and the trace that caused it.
  request text not null default '' check (length(request) <= 64),
  trace text not null default '' check (length(trace) <= 32),
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  constraint jobs_running_leased check ((state = 'running') = (lease_until is not null)),
  constraint jobs_over_finished
    check ((state in ('done', 'failed', 'cancelled')) = (finished_at is not null))
) with (fillfactor = 80, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.02);

create index jobs_waiting on jobs (queue, priority, turn, id) where state = 'waiting';
create index jobs_tenant on jobs (queue, priority, tenant, turn) where state = 'waiting';
create index jobs_scheduled on jobs (run_at) where state = 'scheduled';
create index jobs_running on jobs (queue) where state = 'running';
create index jobs_failed on jobs (id) where state = 'failed';
create index jobs_finished on jobs (finished_at) where finished_at is not null and parent_id is null;
create index jobs_owner on jobs (owner_id) where owner_id is not null;
create index jobs_parent on jobs (parent_id) where parent_id is not null;
-- Of one key one job waits: a second enqueue finds the first. Once it runs, the next one may wait.
create unique index jobs_unique_key on jobs (unique_key)
  where unique_key is not null and state in ('scheduled', 'waiting', 'blocked');

create table job_links (
  -- Cascade: an order of two jobs is nothing without both.
  job_id uuid not null references jobs on delete cascade,
  needs_id uuid not null references jobs on delete cascade,
  primary key (job_id, needs_id)
);
create index job_links_needs on job_links (needs_id);

-- The place of a job that begins to wait: behind the last of its own tenant, but not before the ones that are next now.
-- So tenants take turns, however many jobs one of them has.
create function job_turn(of_queue text, of_priority smallint, of_tenant uuid) returns bigint language plpgsql as $$
begin
  return greatest(
    coalesce((select min(turn) from jobs
      where queue = of_queue and priority = of_priority and state = 'waiting'), 0),
    coalesce((select max(turn) + 1 from jobs
      where queue = of_queue and priority = of_priority and tenant = of_tenant and state = 'waiting'), 0));
end $$;

-- What the end of a job means for those that hang on it. Whichever statement ended it, counters are changed under the
-- lock of their row, so that of two jobs that end at once the second sees what the first did.
create function job_changed() returns trigger language plpgsql as $$
declare
  was_over boolean := old.finished_at is not null;
  is_over boolean := new.finished_at is not null;
  ended_ill boolean := is_over and not was_over and new.state <> 'done';
begin
  if ended_ill or (new.cancel and not old.cancel) then
    update jobs
       set cancel = true,
           state = case when state = 'running' then state else 'cancelled' end,
           finished_at = case when state = 'running' then null else now() end,
           reason = coalesce(reason, 'The job that it is a part of has ended.')
     where parent_id = new.id and finished_at is null and not cancel;
  end if;
  if ended_ill then
    update jobs
       set state = 'cancelled', finished_at = now(), reason = 'A job that comes before it was not done.'
     where state = 'blocked' and id in (select job_id from job_links where needs_id = new.id);
  elsif is_over and not was_over then
    update jobs
       set pending = pending - 1,
           state = case when pending > 1 then 'blocked' when run_at > now() then 'scheduled' else 'waiting' end,
           run_at = case when pending > 1 then run_at else greatest(run_at, now()) end
     where state = 'blocked' and id in (select job_id from job_links where needs_id = new.id);
  elsif was_over and not is_over then
    update jobs
       set state = 'blocked', finished_at = null, reason = null
     where state = 'cancelled' and not cancel
       and id in (select job_id from job_links where needs_id = new.id);
  end if;
  if new.parent_id is not null and is_over and not was_over then
    update jobs
       set children = children - 1,
           broken = broken + (new.state <> 'done')::integer,
           state = case when state <> 'gathering' or children > 1 then state
                        when broken + (new.state <> 'done')::integer > 0 then 'failed' else 'done' end,
           finished_at = case when state <> 'gathering' or children > 1 then finished_at else now() end,
           reason = case when new.state <> 'done' then coalesce(reason, 'A part of it was not done.') else reason end
     where id = new.parent_id;
  elsif new.parent_id is not null and was_over and not is_over then
    update jobs
       set children = children + 1,
           broken = greatest(0, broken - (old.state <> 'done')::integer),
           state = case when state = 'failed' and result is not null then 'gathering' else state end,
           finished_at = case when state = 'failed' and result is not null then null else finished_at end,
           reason = case when state = 'failed' and result is not null then null else reason end
     where id = new.parent_id;
  end if;
  return null;
end $$;
create trigger changed after update of state, cancel on jobs for each row
  when (new.linked and (old.state <> new.state or old.cancel <> new.cancel)) execute function job_changed();
