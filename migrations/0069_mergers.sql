-- A merger is said by both sides: the organisation that stays says whom it takes in, by the register's paper; the other then closes
-- its account naming it as successor (公司法 218, 221).
create table mergers (
  exchange_id   text        not null,
  absorbed_uscc text        not null,
  into_uscc     text        not null,
  notice        text        not null,
  merged_on     date        not null,
  made_by       text        not null,
  made_at       timestamptz not null,
  primary key (exchange_id, absorbed_uscc, into_uscc),
  check (absorbed_uscc <> into_uscc),
  foreign key (exchange_id, absorbed_uscc) references organisations (exchange_id, uscc),
  foreign key (exchange_id, into_uscc) references organisations (exchange_id, uscc)
);
create index mergers_into on mergers (exchange_id, into_uscc);
create trigger mergers_stay before update or delete on mergers for each row execute function refuse_change();
select keep_apart('mergers');
grant select, insert on mergers to daylight_app;

alter table organisation_changes add column successor_uscc text check (successor_uscc is null or state = 'left');
alter table organisation_changes add foreign key (exchange_id, successor_uscc) references organisations (exchange_id, uscc);
