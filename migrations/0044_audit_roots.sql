-- Every hour the acts kept since are fixed by one hash in the public log, so that a row changed later is found (docs/trust.md §6).

-- The transaction that kept an act: rows of transactions that all have ended are a set that grows no more.
alter table audit add column xact xid8 not null default pg_current_xact_id();
create index audit_by_xact on audit (exchange_id, xact, audit_id);
create index audit_by_time on audit (exchange_id, at desc, audit_id desc);
create index audit_by_actor on audit (exchange_id, actor_id, at desc, audit_id desc);
create index audit_by_person on audit (exchange_id, person_id, at desc, audit_id desc);
create index audit_by_object on audit (exchange_id, object text_pattern_ops, at desc, audit_id desc);

create table audit_roots (
  exchange_id text        not null references exchanges,
  serial      integer     not null check (serial > 0),
  until_xact  xid8        not null,                         -- rows of transactions before this one, from where the root before ended
  file        bytea       not null,                         -- audit-root/1, canonical
  sha256      text        not null,
  outbox_id   bigint      not null,
  made_at     timestamptz not null,
  primary key (exchange_id, serial)
);
create trigger audit_roots_stay before update or delete on audit_roots for each row execute function refuse_change();
grant select, insert on audit_roots to daylight_app;
