-- What a purchaser accepted of a contract: which parts, worth how much, by which record. Only ever added.

create table acceptances (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  serial      integer     not null check (serial > 0),
  accepted_on date        not null,
  parts       text        not null,
  amount_fen  bigint      not null check (amount_fen > 0),
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),     -- of the record of the acceptance, which the purchaser keeps
  made_by     text        not null,
  made_at     timestamptz not null,
  outbox_id   bigint      not null,
  primary key (exchange_id, tender_id, lot, serial),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger acceptances_are_for_ever before update or delete on acceptances for each row execute function refuse_change();

grant select, insert on acceptances to daylight_app;
select keep_apart('acceptances');
