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

-- What a job has exported of an account, for its owner to fetch within a day.
create table exports (
  id uuid primary key,
  -- Cascade: an export belongs to its account and goes with it.
  account_id uuid not null references accounts on delete cascade,
  -- Whether all pieces are there. What a worker left behind never is.
  ready boolean not null default false,
  expires_at timestamptz not null default now() + interval '24 hours',
  created_at timestamptz not null default now()
);
create index exports_account on exports (account_id);
create index exports_expiry on exports (expires_at);

create table export_pieces (
  -- Cascade: a piece is a part of its export.
  export_id uuid not null references exports on delete cascade,
  number integer not null check (number >= 0),
  bytes bytea not null,
  primary key (export_id, number)
);

-- An export holds a connection while it reads: one at a time in each process.
insert into queues (name, concurrency) values ('exports', 1);
