-- What has happened, in the transaction in which it happened; rows are only ever added. No foreign keys: an event outlives
-- what it is about.
create table events (
  id uuid primary key,
  -- Numbers are given when a row is written, not when it can be seen: whoever reads on from a number also needs to know
  -- which transactions were still open then.
  sequence bigint generated always as identity,
  transaction xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  type text not null check (type ~ '^[a-z]+\.[a-z]+$'),
  account_id uuid not null,
  course_id uuid,
  -- Whether it concerns the account alone.
  private boolean not null,
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  request text not null,
  constraint events_sequence_unique unique (sequence)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are only added', tg_table_name;
end $$;
create trigger append_only before update on events for each row execute function refuse_change();

-- A lock is taken by an update that changes nothing, and is no change.
alter table progress add column version bigint not null default 1;
drop trigger touch on progress;
create trigger touch before update on progress for each row
  when (old.* is distinct from new.*) execute function touch();
