-- The log of events in an order in which nothing ever appears behind what was read, in partitions by month.

-- How transaction ids become positions, and how far the log was cut off.
create table event_order (
  only_row boolean primary key default true check (only_row),
  -- Added to every transaction id. A new cluster counts its transactions from the beginning again: after a restore it is
  -- raised, so that the log goes on where it was; see continue_event_order().
  offset_xids bigint not null default 0 check (offset_xids >= 0),
  -- The highest sequence that retention has removed.
  dropped bigint not null default 0
);
insert into event_order default values;

-- The first of so many consecutive positions of this transaction: 43 bits of the transaction's id, 20 bits of the place in
-- it. Positions are not in the order of commits; a reader that stays below events_end() still misses nothing.
-- The counter is a setting of the transaction: it ends with it, and a rollback to a savepoint takes it back.
create function event_sequences(wanted integer) returns bigint language plpgsql volatile as $$
declare
  used integer := coalesce(nullif(current_setting('principia.events', true), ''), '0');
begin
  if used + wanted > 1 << 20 then
    raise exception 'a transaction appends at most % events', 1 << 20;
  end if;
  perform set_config('principia.events', (used + wanted)::text, true);
  return ((pg_current_xact_id()::text::bigint + (select offset_xids from event_order)) << 20) + used;
end $$;

-- The position up to which nothing can appear any more: every transaction below xmin has ended.
create function events_end() returns bigint language sql stable as $$
  select ((pg_snapshot_xmin(pg_current_snapshot())::text::bigint + offset_xids) << 20) - 1 from event_order
$$;

alter table events rename to events_before;
alter table events_before drop constraint events_pkey, drop constraint events_sequence_unique;

create table events (
  sequence bigint not null default event_sequences(1),
  id uuid not null,
  -- When it was appended, shortly before its transaction was committed.
  at timestamptz not null default clock_timestamp(),
  type text not null check (type ~ '^[a-z]+\.[a-z]+$'),
  account_id uuid not null,
  course_id uuid,
  -- Whether it concerns the account alone.
  private boolean not null,
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  request text not null,
  primary key (sequence, at)
) partition by range (at);
create index events_account on events (account_id, sequence);
create index events_shared on events (sequence) where not private;
create trigger append_only before update on events for each row execute function refuse_change();

-- The net for what no month was made for.
create table events_other partition of events default;

-- Makes the partitions of all months from one time to another that are not there, and answers their names. What the net has
-- caught meanwhile moves in. Attaching leaves readers and writers alone but for the moment in which the net is looked at.
create function add_event_partitions(since timestamptz, until timestamptz) returns setof text language plpgsql as $$
declare
  month timestamp := date_trunc('month', since at time zone 'utc');
  part text;
  lower timestamptz;
  upper timestamptz;
begin
  while month at time zone 'utc' <= until loop
    part := 'events_' || to_char(month, 'YYYY_MM');
    lower := month at time zone 'utc';
    month := month + interval '1 month';
    upper := month at time zone 'utc';
    if to_regclass(part) is null then
      execute format('create table %I (like events including defaults including constraints)', part);
      execute format(
        'with caught as (delete from events_other where at >= %L and at < %L returning *) insert into %I select * from caught',
        lower, upper, part);
      execute format('alter table events attach partition %I for values from (%L) to (%L)', part, lower, upper);
      return next part;
    end if;
  end loop;
end $$;

-- Drops the partitions of all months that were over at that time, and answers their names. What was in them is gone for
-- readers who are still before it: event_order remembers how far.
create function drop_event_partitions(before timestamptz) returns setof text language plpgsql as $$
declare
  part text;
  last bigint;
begin
  for part in
    select c.relname
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'events'::regclass and c.relname ~ '^events_\d{4}_\d{2}$'
       and (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month') at time zone 'utc' <= before
     order by 1
  loop
    execute format('select max(sequence) from %I', part) into last;
    update event_order set dropped = greatest(dropped, last);
    execute format('drop table %I', part);
    return next part;
  end loop;
end $$;

-- After a restore into another cluster, transaction ids start behind what the log holds: it goes on above, with a leap over
-- everything that was appended after the backup was made. Whoever appends meanwhile is waited for.
create function continue_event_order() returns boolean language plpgsql volatile as $$
declare
  ahead constant text :=
    'select coalesce(last >> 20, 0) - offset_xids - pg_snapshot_xmax(pg_current_snapshot())::text::bigint
       from event_order left join lateral (select max(sequence) as last from events) e on true';
  behind bigint;
begin
  execute ahead into behind;
  if behind < 0 then
    return false;
  end if;
  lock table events in share row exclusive mode;
  execute ahead into behind;
  update event_order set offset_xids = offset_xids + behind + (1::bigint << 30) where behind >= 0;
  return behind >= 0;
end $$;

-- What was there keeps its numbers: they are lower than any that comes.
select add_event_partitions(
  least((select min(at) from events_before), now()), now() + interval '3 months');
insert into events (sequence, id, at, type, account_id, course_id, private, data, request)
select sequence, id, at, type, account_id, course_id, private, data, request from events_before;
drop table events_before;
