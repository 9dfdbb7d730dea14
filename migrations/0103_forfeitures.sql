-- Deposits that are not given back: proposed on grounds of the law by one person, answered by the firm, decided by another.

create table forfeitures (
  exchange_id text        not null,
  reference   text        not null,                                           -- of the guarantee
  serial      integer     not null check (serial > 0),
  step        text        not null check (step in ('proposed', 'answered', 'kept', 'dropped')),
  grounds     jsonb       not null default '[]',                              -- of a proposal: each with the clause of the documents
  text        text        not null check (text <> ''),
  account     text,                                                           -- where the tenderer's money goes; null where the treasury has it
  bank        text,
  heard_until timestamptz,
  open_until  timestamptz,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, reference, serial, step),
  foreign key (exchange_id, reference) references guarantees (exchange_id, reference),
  check ((step = 'proposed') = (heard_until is not null)), check ((step = 'proposed') = (open_until is not null)), check ((account is null) = (bank is null))
);
create unique index forfeitures_are_decided_once on forfeitures (exchange_id, reference, serial) where step in ('kept', 'dropped');
create trigger forfeitures_are_for_ever before update or delete on forfeitures for each row execute function refuse_change();
grant select, insert on forfeitures to daylight_app;
select keep_apart('forfeitures');
