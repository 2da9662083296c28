-- What the contract refuses in a note, the tables refuse, too. Limits count characters.
create function texts_fit(texts text[], most_items integer, most_characters integer) returns boolean
language sql immutable as $$
  select cardinality(texts) <= most_items and array_position(texts, null) is null
         and coalesce((select bool_and(length(each) between 1 and most_characters) from unnest(texts) each), true)
$$;

create function tags_fit(tags text[]) returns boolean language sql immutable as $$
  select texts_fit(tags, 20, 50)
         and coalesce((select bool_and(each = lower(btrim(each)) and each is nfc normalized and each !~ ',|[[:cntrl:]]')
                              and count(*) = count(distinct each) from unnest(tags) each), true)
$$;

create function code_examples_fit(examples jsonb) returns boolean language sql immutable as $$
  select case when jsonb_typeof(examples) = 'array' then
    jsonb_array_length(examples) <= 50
    and coalesce((select bool_and(coalesce(jsonb_typeof(each -> 'code') = 'string' and length(each ->> 'code') <= 65536
                                  and jsonb_typeof(each -> 'language') = 'string' and length(each ->> 'language') <= 50
                                  and each ->> 'language' !~ '`|[\n\r]', false))
                    from jsonb_array_elements(examples) as element (each)), true)
    else false end
$$;

create function resources_fit(resources jsonb) returns boolean language sql immutable as $$
  select case when jsonb_typeof(resources) = 'array' then
    jsonb_array_length(resources) <= 50
    and coalesce((select bool_and(coalesce(jsonb_typeof(each -> 'title') = 'string'
                                  and length(each ->> 'title') between 1 and 200 and each ->> 'title' !~ '[\n\r]'
                                  and length(each ->> 'url') <= 2000 and each ->> 'url' ~* '^https?://[^[:space:]/?#]', false))
                    from jsonb_array_elements(resources) as element (each)), true)
    else false end
$$;

create function texts_size(texts text[]) returns bigint language sql immutable as $$
  select coalesce(sum(length(each)), 0) from unnest(texts) each
$$;

create function members_size(objects jsonb) returns bigint language sql immutable as $$
  select coalesce(sum(length(value #>> '{}')), 0) from jsonb_path_query(objects, 'lax $[*].*') as member (value)
$$;

create table notes (
  id uuid primary key,
  -- Cascade: notes are their account's own.
  account_id uuid not null references accounts on delete cascade,
  -- Set null: whoever removes a lesson does not remove what others wrote about it.
  lesson_id uuid constraint notes_lesson references lessons on delete set null,
  -- The lesson's title, for when the lesson is gone.
  title text not null check (length(title) between 1 and 200),
  key_concepts text[] not null default '{}' check (texts_fit(key_concepts, 50, 2000)),
  body text not null default '' check (length(body) <= 262144),
  code_examples jsonb not null default '[]' check (code_examples_fit(code_examples)),
  takeaways text[] not null default '{}' check (texts_fit(takeaways, 50, 2000)),
  resources jsonb not null default '[]' check (resources_fit(resources)),
  tags text[] not null default '{}' check (tags_fit(tags)),
  size bigint not null generated always as (length(body) + texts_size(key_concepts) + texts_size(takeaways)
    + texts_size(tags) + members_size(code_examples) + members_size(resources)) stored check (size <= 262144),
  -- Raised by every change of the content; the number of the revision that holds it.
  version bigint not null default 1 check (version >= 1),
  visibility text not null default 'private' check (visibility in ('private', 'link')),
  -- How often a link was ended: every link has another secret.
  share_round integer not null default 0,
  -- SHA-256 of the link's secret.
  share_hash bytea check (length(share_hash) = 32),
  share_expires_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((visibility = 'link') = (share_hash is not null)),
  constraint notes_no_carriage_returns check (position(E'\r' in body) = 0)
);
-- One note per account and lesson; those in the trash do not count.
create unique index notes_one_per_lesson on notes (account_id, lesson_id) where deleted_at is null;
create index notes_lesson on notes (lesson_id);
create index notes_updated on notes (account_id, updated_at, id);
create index notes_created on notes (account_id, created_at, id);
create index notes_tags on notes using gin (tags);
create unique index notes_share on notes (share_hash) where share_hash is not null;
create index notes_deleted on notes (account_id, deleted_at, id) where deleted_at is not null;
-- Sharing, or moving to the trash and back, is no change of the note.
create trigger touch before update on notes for each row when (old.version <> new.version) execute function touch();

-- What a note said, after each change; rows are only ever added.
create table note_revisions (
  -- Cascade: revisions go with their note.
  note_id uuid not null references notes on delete cascade,
  number bigint not null check (number >= 1),
  -- Cascade: whoever wrote it is the note's own account.
  account_id uuid not null references accounts on delete cascade,
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  -- What was removed and added, shortened, against the revision before.
  difference jsonb not null check (jsonb_typeof(difference) = 'array'),
  restored_from bigint,
  at timestamptz not null default now(),
  primary key (note_id, number)
);
create index note_revisions_account on note_revisions (account_id);
