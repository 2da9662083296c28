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
