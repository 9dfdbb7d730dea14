-- What follows the contest over a lot: every act of it in turn, each as a salted file whose hash is in the log.

create table sale_deal_acts (
  exchange_id text        not null,
  sale_id     text        not null,
  lot         text        not null,
  round       integer     not null check (round > 0),
  serial      integer     not null check (serial > 0),
  step        text        not null check (step in ('prepared', 'signed', 'published', 'contracted', 'paid', 'reversed', 'settled', 'refused', 'proposed', 'answered', 'kept', 'dropped')),
  once        text        not null check (once <> ''),                                      -- what can be so once alone, in words of its step
  file        bytea       not null,
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  aside       jsonb,                                                                        -- numbers and accounts at banks, which stand in no file
  outbox_id   bigint      not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, sale_id, lot, round, serial),
  unique (exchange_id, sale_id, lot, round, step, once),
  foreign key (exchange_id, sale_id, lot) references sale_lots
);
create trigger sale_deal_acts_are_for_ever before update or delete on sale_deal_acts for each row execute function refuse_change();
grant select, insert on sale_deal_acts to daylight_app;
select keep_apart('sale_deal_acts');
