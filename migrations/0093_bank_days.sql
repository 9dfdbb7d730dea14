-- What banks say of whole days, held against what stands here; and what people did about what did not agree.

create table bank_statements (
  exchange_id text        not null,
  account     text        not null,
  day         date        not null,
  sha256      text        not null,
  lines       int         not null check (lines >= 0),
  credit_fen  bigint      not null,
  debit_fen   bigint      not null,
  taken_by    text        not null,
  taken_at    timestamptz not null,
  primary key (exchange_id, account, day),
  foreign key (exchange_id, account) references bank_accounts
);

-- Lines refer to their statement by the trigger-free way of one transaction: each reference would be looked up and locked row by row.
create table bank_statement_lines (
  exchange_id   text        not null,
  account       text        not null,
  transaction   text        not null,
  day           date        not null,
  kind          text        not null check (kind in ('credit', 'payment', 'return', 'reversal')),
  sub           text,
  order_number  text,
  about         text,
  other_name    text        not null,
  other_account text        not null,
  other_bank    text        not null,
  amount        bigint      not null check (amount > 0),
  currency      text        not null,
  words         text        not null,
  value_at      timestamptz not null,
  primary key (exchange_id, account, transaction)
);
create index bank_statement_lines_by_order on bank_statement_lines (exchange_id, order_number) where order_number is not null;

-- One look at an account's day: what came in and went out by the bank, by our rows, by the ledger.
create table bank_days (
  exchange_id text        not null,
  account     text        not null,
  day         date        not null,
  serial      int         not null check (serial >= 1),
  bank_in     bigint      not null,
  bank_out    bigint      not null,
  ours_in     bigint      not null,
  ours_out    bigint      not null,
  booked_in   bigint      not null,
  booked_out  bigint      not null,
  found       int         not null,                                           -- matters that this look put on the desk
  made_at     timestamptz not null,
  primary key (exchange_id, account, day, serial),
  foreign key (exchange_id, account, day) references bank_statements
);

alter table bank_exceptions add column settled_at timestamptz;
grant update (settled_at) on bank_exceptions to daylight_app;
create index bank_exceptions_open on bank_exceptions (exchange_id, number) where settled_at is null;

-- What people did about a matter, each with a reason. Money goes out only where another person than the first agrees.
create table bank_acts (
  exchange_id text        not null,
  exception   bigint      not null,
  serial      int         not null check (serial >= 1),
  act         text        not null check (act ~ '^[a-z-]{1,32}$'),
  reason      text        not null check (reason <> ''),
  sub         text,                                                           -- where money is assigned to
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, exception, serial),
  foreign key (exchange_id, exception) references bank_exceptions
);

create trigger bank_statements_are_for_ever before update or delete on bank_statements for each row execute function refuse_change();
create trigger bank_statement_lines_are_for_ever before update or delete on bank_statement_lines for each row execute function refuse_change();
create trigger bank_days_are_for_ever before update or delete on bank_days for each row execute function refuse_change();
create trigger bank_acts_are_for_ever before update or delete on bank_acts for each row execute function refuse_change();

grant select, insert on bank_statements, bank_statement_lines, bank_days, bank_acts to daylight_app;
select keep_apart('bank_statements');
select keep_apart('bank_statement_lines');
select keep_apart('bank_days');
select keep_apart('bank_acts');
