-- Whoever asked for a job follows it like everything else that happens to an account: each step of it is an event of its own
-- log, in the transaction of the step, whichever statement made it.
create function tell_job_progress() returns trigger language plpgsql as $$
begin
  insert into events (id, type, account_id, private, data, request)
  values (gen_random_uuid(), 'job.progress', new.owner_id, true,
    jsonb_build_object('job', jsonb_build_object(
      'id', new.id, 'type', new.type, 'state', new.state, 'progress', new.progress)),
    new.request);
  return null;
end $$;
create trigger tell_progress after update of state, progress on jobs for each row
  when (new.owner_id is not null and new.parent_id is null
    and (old.state, old.progress) is distinct from (new.state, new.progress))
  execute function tell_job_progress();
