-- A deleted course keeps its row, and its slug, until it is restored or purged; nobody sees it meanwhile.
alter table courses
  add column deleted_at timestamptz,
  add constraint courses_tags_few check (cardinality(tags) <= 20);
create index courses_deleted on courses (deleted_at) where deleted_at is not null;

-- Found by any part of title or summary, and by tag.
create extension if not exists pg_trgm;
create index courses_text on courses using gin ((title || ' ' || summary) gin_trgm_ops);
create index courses_tags on courses using gin (tags);

-- What an account has deleted keeps nobody from deleting the account.
create function forget_deleted_courses() returns trigger language plpgsql as $$
begin
  delete from courses where owner_id = old.id and deleted_at is not null;
  return old;
end $$;
create trigger forget_deleted_courses before delete on accounts
  for each row execute function forget_deleted_courses();
