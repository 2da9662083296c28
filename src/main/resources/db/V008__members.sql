-- Who besides its owner has a right on a course. The owner stands in the course itself, so that there is always exactly one.
create table memberships (
  -- Cascade: a membership means nothing without its course or its account.
  course_id uuid not null references courses on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  role text not null check (role in ('editor', 'viewer')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (course_id, account_id)
);
create index memberships_account on memberships (account_id, course_id);
create trigger touch before update on memberships for each row execute function touch();

-- Whoever keeps progress or notes in somebody else's course has joined it.
insert into memberships (course_id, account_id, role)
select distinct l.course_id, p.account_id, 'viewer'
  from progress p
  join lessons l on l.id = p.lesson_id
  join courses c on c.id = l.course_id and c.owner_id <> p.account_id and c.visibility = 'public'
union
select distinct l.course_id, n.account_id, 'viewer'
  from notes n
  join lessons l on l.id = n.lesson_id
  join courses c on c.id = l.course_id and c.owner_id <> n.account_id and c.visibility = 'public';

-- A disabled account keeps all that it has, and nobody acts for it.
alter table accounts add column disabled_at timestamptz;
create index accounts_text on accounts using gin ((email || ' ' || name) gin_trgm_ops);
create index accounts_administrators on accounts (id) where role = 'admin' and disabled_at is null;

-- The audit log is only ever added to, whoever asks.
create index audit_log_account_newest on audit_log (account_id, id);
create index audit_log_event_newest on audit_log (event, id);
create trigger append_only before update or delete or truncate on audit_log
  for each statement execute function refuse_change();
