-- What opens one connection to the live feed; only the hash of the ticket is kept.
create table live_tickets (
  hash bytea primary key check (length(hash) = 32),
  -- Cascade: a ticket stands for its account.
  account_id uuid not null references accounts on delete cascade,
  -- No foreign key: whether the session goes on is known without asking here.
  session_id uuid,
  -- Until when the connection may last.
  good_until timestamptz,
  expires_at timestamptz not null
);
create index live_tickets_account on live_tickets (account_id);
create index live_tickets_expiry on live_tickets (expires_at);

-- What the readers of a course have missed.
create index events_course on events (course_id, sequence) where not private;
