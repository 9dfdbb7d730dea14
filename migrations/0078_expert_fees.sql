-- What experts are paid: tariffs as the pool keeper entered them from the province's papers, and the list of a lot as its payer approved it.

create table fee_tariffs (
  exchange_id text        not null references exchanges,
  serial      integer     not null check (serial > 0),
  file        bytea       not null,                                       -- its body, canonical
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, serial)
);
create trigger fee_tariffs_are_for_ever before update or delete on fee_tariffs for each row execute function refuse_change();

create table fee_lists (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  file        bytea       not null,                                       -- fee-list/1: approved, to be paid
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  approved_by text        not null,
  approved_at timestamptz not null,
  primary key (exchange_id, tender_id, lot),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger fee_lists_are_for_ever before update or delete on fee_lists for each row execute function refuse_change();

grant select, insert on fee_tariffs, fee_lists to daylight_app;
select keep_apart('fee_tariffs');
select keep_apart('fee_lists');
