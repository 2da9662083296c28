-- Counters for the lab's races; each run makes its own and removes it.
create table lab_counters (
  id uuid primary key,
  value bigint not null default 0,
  version bigint not null default 1
);
