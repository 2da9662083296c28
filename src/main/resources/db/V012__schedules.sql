-- What is done at its times. The ticks say when it was done; this table says since when it is owed, and tells operators.
drop table schedules;
create table schedules (
  name text primary key,
  -- A cron expression, or an interval such as PT1M.
  rhythm text not null,
  zone text not null,
  -- No tick before this is owed: a new schedule, or a changed one, begins with its next tick.
  since timestamptz not null default now()
);

-- A tick that was given to one process of the cluster, in the transaction of what it did.
create table schedule_ticks (
  -- No foreign key: what was done stays told when its schedule is no more.
  schedule text not null,
  tick timestamptz not null,
  done_at timestamptz not null default now(),
  -- Too late to be made up for: nothing was done.
  skipped boolean not null,
  primary key (schedule, tick)
);
