-- What a person sets for themselves. An absent zone is shown as UTC, but nobody is reminded by a zone that they did not
-- choose.
alter table accounts
  add column time_zone text check (length(time_zone) between 1 and 64),
  add column reminder_enabled boolean not null default false,
  add column reminder_hour integer check (reminder_hour between 0 and 23),
  add constraint accounts_reminder_complete
    check (not reminder_enabled or (reminder_hour is not null and time_zone is not null));

-- Sessions of deleted accounts while a token of theirs may still be valid: every instance must know of them.
create table ended_sessions (
  id uuid primary key,
  ended_at timestamptz not null default now()
);

-- A second factor for signing in (RFC 6238).
create table totp (
  -- Cascade: a seed is nothing without its account.
  account_id uuid primary key references accounts on delete cascade,
  -- AES-256-GCM under a key made from the application's secret.
  sealed_seed bytea not null,
  -- Null until the first code was shown to be right; only then it is asked for.
  confirmed_at timestamptz,
  -- The time step of the last code that was taken: each is taken once.
  last_step bigint not null default 0,
  created_at timestamptz not null default now()
);

create table recovery_codes (
  -- Cascade: recovery codes are for the second factor and end with it.
  account_id uuid not null references totp on delete cascade,
  -- SHA-256, hexadecimal.
  code_hash text not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);
