-- When each hour's root was held against the log and its rows last, and what was found: pages read this, a job and a button renew it.
create table audit_checks (
  exchange_id text        not null,
  serial      integer     not null,
  checked_at  timestamptz not null,
  fault       text        check (fault in ('not-logged', 'chain', 'count', 'rows')),
  idx         bigint,                                       -- its place in the log; null: not there yet
  newest_at   timestamptz,                                  -- of its newest act: from when on its number may be shown
  primary key (exchange_id, serial),
  foreign key (exchange_id, serial) references audit_roots
);
select keep_apart('audit_checks');
grant select, insert, update on audit_checks to daylight_app;
