-- Deposits of bids that come through a bank: a number of its own for each, the basic account a firm pays from, and refunds that came back.

create table deposit_numbers (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  bidder      text        not null,
  reference   text        not null check (reference ~ '^[0-9a-f]{32}$'),      -- random: what the bank's tables know the deposit by
  asked_by    text        not null,
  asked_at    timestamptz not null,
  primary key (exchange_id, tender_id, lot, bidder),
  unique (exchange_id, reference),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger deposit_numbers_are_for_ever before update or delete on deposit_numbers for each row execute function refuse_change();

create table basic_accounts (
  exchange_id text        not null,
  uscc        text        not null,
  serial      integer     not null check (serial > 0),
  account     text        not null check (account ~ '^[0-9]{8,32}$'),
  bank        text        not null check (bank <> ''),
  stated_by   text        not null,
  stated_at   timestamptz not null,
  primary key (exchange_id, uscc, serial)
);
create trigger basic_accounts_are_for_ever before update or delete on basic_accounts for each row execute function refuse_change();

-- A refund is made once; one that came back is made again, as the next attempt.
alter table refunds add column attempt integer not null default 1 check (attempt > 0);
alter table refunds drop constraint refunds_pkey;
alter table refunds add primary key (exchange_id, reference, attempt);

create table refund_returns (
  exchange_id text        not null,
  reference   text        not null,                                           -- of the guarantee
  attempt     integer     not null,
  reason      text        not null,                                           -- in the bank's words
  returned_at timestamptz not null,
  primary key (exchange_id, reference, attempt),
  foreign key (exchange_id, reference, attempt) references refunds (exchange_id, reference, attempt)
);
create trigger refund_returns_are_for_ever before update or delete on refund_returns for each row execute function refuse_change();

grant select, insert on deposit_numbers, basic_accounts, refund_returns to daylight_app;
select keep_apart('deposit_numbers');
select keep_apart('basic_accounts');
select keep_apart('refund_returns');
