-- Work to do after a commit. A row is written in the transaction that causes the work and deleted in the transaction that does it:
-- whatever happens to the queue in between, the work is done once.

create table job_outbox (
  exchange_id text        not null references exchanges,
  job_id      bigint      generated always as identity,
  name        text        not null check (name ~ '^[a-z-]{1,64}$'),
  data        jsonb       not null,
  made_at     timestamptz not null default now(),
  sent_at     timestamptz,                          -- last handed to the queue; real time
  primary key (exchange_id, job_id)
);
create index job_outbox_to_send on job_outbox (sent_at nulls first, job_id);
grant select, insert, delete, update (sent_at) on job_outbox to daylight_app;
