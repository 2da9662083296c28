-- Keys that sign access tokens. A key is public before it signs and verifies after it has stopped, so that no instance
-- meets a token whose key it does not know.
create table signing_keys (
  id uuid primary key,
  public_key jsonb not null,
  -- AES-256-GCM under a key made from the application's secret.
  sealed_key bytea not null,
  signs_from timestamptz not null,
  verifies_until timestamptz not null,
  created_at timestamptz not null default now()
);

-- A session is one sign-in on one device: a family of refresh tokens of which only hashes are kept.
create table sessions (
  id uuid primary key,
  -- Cascade: a session means nothing without its account.
  account_id uuid not null references accounts on delete cascade,
  refresh_hash bytea not null,
  previous_hash bytea,
  rotated_at timestamptz not null default now(),
  address text not null,
  agent text not null default '',
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
create index sessions_account on sessions (account_id);
create index sessions_revoked on sessions (revoked_at) where revoked_at is not null;
create index sessions_expiry on sessions (expires_at);

create table api_keys (
  id uuid primary key,
  -- Cascade: a key acts for its account and is nothing without it.
  account_id uuid not null references accounts on delete cascade,
  name text not null check (length(name) between 1 and 100),
  -- The first characters of the secret, to find and to recognise it by.
  prefix text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  last_used_at timestamptz,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  constraint api_keys_prefix_unique unique (prefix)
);
create index api_keys_account on api_keys (account_id);

-- What happened to accounts; rows are only ever added. No foreign key: the log outlives the account.
create table audit_log (
  id uuid primary key,
  at timestamptz not null default now(),
  event text not null,
  account_id uuid,
  address text not null,
  request text not null,
  detail jsonb not null default '{}'
);
create index audit_log_account on audit_log (account_id, at);
