-- Money at agent banks: the accounts there, numbers under them that are given out, orders to pay, what came in, and what a bank says and we do not agree with.
-- Amounts are fen. A bank learns a number and an order, never a tender nor what belongs together.

create table bank_accounts (
  exchange_id text not null,
  number      text not null check (number ~ '^[0-9]{8,30}$'),
  bank        text not null check (bank ~ '^[a-z0-9-]{1,32}$'),
  name        text not null check (name <> ''),
  purpose     text not null check (purpose in ('deposits', 'non-tax', 'third-party', 'treasury-zero-balance', 'unit-zero-balance')),
  unit        text,
  sub_prefix  text check (sub_prefix ~ '^[0-9]{4,16}$'),                    -- what the bank takes for a number under this account: this, random digits and two check digits
  opened_on   date not null,
  closed_on   date check (closed_on >= opened_on),
  primary key (exchange_id, number),
  unique (exchange_id, sub_prefix)
);

create table bank_sub_accounts (
  exchange_id text        not null,
  number      text        not null check (number ~ '^[0-9]{20,32}$'),
  account     text        not null,
  purpose     text        not null check (purpose ~ '^[a-z-]{1,32}$'),      -- which flow of money
  reference   text        not null check (reference <> ''),                 -- what that flow knows it by
  opened_at   timestamptz not null,
  closed_at   timestamptz,
  primary key (exchange_id, number),
  unique (exchange_id, purpose, reference),
  foreign key (exchange_id, account) references bank_accounts
);

create table bank_orders (
  exchange_id   text        not null,
  number        text        not null check (number ~ '^[0-9]{20}$'),        -- random: neither how many there were nor which belong together
  cause         text        not null check (cause <> ''),                   -- why, once: the same cause is never paid twice
  account       text        not null,
  payee_name    text        not null,
  payee_account text        not null,
  payee_bank    text        not null,
  amount_fen    bigint      not null check (amount_fen > 0),
  purpose       text        not null check (purpose ~ '^[a-z-]{1,32}$'),
  reference     text        not null,
  words         text        not null,
  against       jsonb       not null,                                       -- the accounts of the ledger it is paid out of
  pay_on        date        not null,                                       -- the bank's working day it is meant for
  due_at        timestamptz not null,                                       -- not sent before
  state         text        not null default 'queued' check (state in ('queued', 'sent', 'accepted', 'paid', 'returned', 'refused')),
  attempts      int         not null default 0,
  try_at        timestamptz not null,                                       -- in real time: when it is next sent or asked about
  paid_at       timestamptz,                                                -- by the bank's value time
  returned_at   timestamptz,
  transaction   text,                                                       -- the bank's own number of the payment
  reason        text,
  made_by       text        not null,
  made_at       timestamptz not null,
  primary key (exchange_id, number),
  unique (exchange_id, cause),
  check ((state in ('paid', 'returned')) = (paid_at is not null)),
  check ((state = 'returned') = (returned_at is not null)),
  foreign key (exchange_id, account) references bank_accounts
);
create index bank_orders_to_do on bank_orders (exchange_id, try_at) where state in ('queued', 'sent', 'accepted');
create index bank_orders_paid on bank_orders (exchange_id, account, paid_at) where paid_at is not null;

create table bank_credits (
  exchange_id   text        not null,
  bank          text        not null,
  transaction   text        not null check (transaction <> ''),             -- the bank's own number
  account       text        not null,
  sub           text,
  payer_name    text        not null,
  payer_account text        not null,
  payer_bank    text        not null,
  amount        bigint      not null check (amount > 0),                    -- smallest units of its currency
  currency      text        not null check (currency ~ '^[A-Z]{3}$'),
  words         text        not null,
  value_at      timestamptz not null,
  received_at   timestamptz not null,
  fault         text,                                                       -- why it lies in unclear; null where a flow took it
  reversed_at   timestamptz,
  primary key (exchange_id, bank, transaction),
  foreign key (exchange_id, account) references bank_accounts
);
create index bank_credits_by_day on bank_credits (exchange_id, account, value_at);
create index bank_credits_by_sub on bank_credits (exchange_id, sub) where sub is not null;

-- What a bank told, each thing once: told again in the same words it changes nothing.
create table bank_events (
  exchange_id text        not null,
  bank        text        not null,
  event       text        not null check (event <> ''),
  sha256      text        not null,
  received_at timestamptz not null,
  primary key (exchange_id, bank, event)
);

-- What a person must look at. `once` names the matter, so that it is put on the desk once.
create table bank_exceptions (
  exchange_id text        not null,
  number      bigint      not null generated always as identity,
  once        text        not null,
  kind        text        not null check (kind ~ '^[a-z-]{1,40}$'),
  account     text        not null,
  bank        text        not null,
  transaction text,
  order_number text,
  ours        bigint,
  theirs      bigint,
  currency    text        not null,
  found_at    timestamptz not null,
  primary key (exchange_id, number),
  unique (exchange_id, once),
  foreign key (exchange_id, account) references bank_accounts
);

create trigger bank_events_are_for_ever before update or delete on bank_events for each row execute function refuse_change();

grant select, insert on bank_accounts, bank_sub_accounts, bank_orders, bank_credits, bank_events, bank_exceptions to daylight_app;
grant update (name, closed_on) on bank_accounts to daylight_app;
grant update (closed_at) on bank_sub_accounts to daylight_app;
grant update (state, attempts, try_at, due_at, paid_at, returned_at, transaction, reason) on bank_orders to daylight_app;
grant update (fault, reversed_at) on bank_credits to daylight_app;
select keep_apart('bank_accounts');
select keep_apart('bank_sub_accounts');
select keep_apart('bank_orders');
select keep_apart('bank_credits');
select keep_apart('bank_events');
select keep_apart('bank_exceptions');
