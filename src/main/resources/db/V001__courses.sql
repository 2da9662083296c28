-- Ids are UUIDv7, made by the program. Text limits count characters, as the contract does.

create function touch() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end $$;

create table accounts (
  id uuid primary key,
  email text not null constraint accounts_email_normalised
    check (email = lower(btrim(email)) and length(email) between 3 and 254 and email like '%_@_%'),
  name text not null check (length(name) between 1 and 100),
  role text not null default 'learner' check (role in ('learner', 'admin')),
  password_hash text not null check (password_hash like '$argon2id$%'),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint accounts_email_unique unique (email)
);
create trigger touch before update on accounts for each row execute function touch();

create table courses (
  id uuid primary key,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and slug ~ '[a-z]' and length(slug) <= 100),
  title text not null check (length(title) between 1 and 200),
  summary text not null default '' check (length(summary) <= 2000),
  description text not null default '',
  tags text[] not null default '{}',
  visibility text not null default 'private' check (visibility in ('private', 'public')),
  status text not null default 'active' check (status in ('active', 'archived')),
  resources jsonb not null default '[]' check (jsonb_typeof(resources) = 'array'),
  -- Restrict: whoever deletes an account decides first what becomes of its courses.
  owner_id uuid not null references accounts on delete restrict,
  -- Raised by any change to the course, its outline or its lessons.
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint courses_slug_unique unique (slug)
);
create index courses_owner on courses (owner_id);
create index courses_newest on courses (created_at, id);
create index courses_title on courses (title collate "C", id);
create trigger touch before update on courses for each row execute function touch();

create table sections (
  id uuid primary key,
  -- Cascade: a section is a part of its course.
  course_id uuid not null references courses on delete cascade,
  position integer not null check (position >= 1),
  title text not null check (length(title) between 1 and 200),
  -- Deferred: a new order passes through states in which two sections have one position.
  constraint sections_position_unique unique (course_id, position) deferrable initially deferred,
  constraint sections_of_course unique (id, course_id)
);

create table lessons (
  id uuid primary key,
  -- Cascade: a lesson is a part of its course.
  course_id uuid not null references courses on delete cascade,
  section_id uuid not null,
  position integer not null check (position >= 1),
  number integer not null check (number between 1 and 9999),
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and slug ~ '[a-z]' and length(slug) <= 100),
  title text not null check (length(title) between 1 and 200),
  summary text not null default '' check (length(summary) <= 2000),
  resources jsonb not null default '[]' check (jsonb_typeof(resources) = 'array'),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- A lesson stands in a section of its own course. No action: lessons move before a section goes.
  constraint lessons_section foreign key (section_id, course_id) references sections (id, course_id)
    on delete no action deferrable initially deferred,
  constraint lessons_number_unique unique (course_id, number) deferrable initially deferred,
  constraint lessons_slug_unique unique (course_id, slug) deferrable initially deferred,
  constraint lessons_position_unique unique (section_id, position) deferrable initially deferred
);
create index lessons_section on lessons (section_id, course_id);
create trigger touch before update on lessons for each row execute function touch();

create table progress (
  -- Cascade: progress is its account's own, and means nothing without the lesson.
  account_id uuid not null references accounts on delete cascade,
  lesson_id uuid not null references lessons on delete cascade,
  status text not null check (status in ('not_started', 'in_progress', 'completed')),
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, lesson_id),
  check ((status = 'completed') = (completed_at is not null))
);
create index progress_lesson on progress (lesson_id);
create trigger touch before update on progress for each row execute function touch();

-- The answer to a request that may be repeated, kept in the transaction of its effect.
create table idempotency_keys (
  scope text not null,
  key text not null,
  fingerprint bytea not null,
  status integer,
  media_type text,
  headers jsonb,
  body bytea,
  expires_at timestamptz not null,
  primary key (scope, key)
);
create index idempotency_keys_expiry on idempotency_keys (expires_at);

-- When each scheduled job ran last, in the whole cluster.
create table schedules (
  job text primary key,
  last_run timestamptz not null
);
