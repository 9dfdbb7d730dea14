-- One bill of a project: what each unit charges, what was done to it, what was paid on it, and the papers. It is paid once and whole.

create table bills (
  exchange_id   text        not null references exchanges,
  bill_no       text        not null check (bill_no ~ '^F[0-9]{10}$'),
  project       text        not null,
  payer_name    text        not null,
  payer_uscc    text        not null,
  facts         jsonb       not null,                                     -- quantities by name, decimal texts
  state         text        not null check (state in ('DRAFT', 'CALCULATED', 'REVIEWED', 'NOTIFIED', 'PAID', 'RECEIPTED', 'SETTLED', 'WAIVED', 'REFUNDED', 'CANCELLED')),
  version       integer     not null check (version > 0),
  due_on        date,
  payment_code  text,                                                     -- the number of its own under the collecting account
  total_fen     bigint      check (total_fen >= 0),
  paid_fen      bigint,
  paid_at       timestamptz,                                              -- by the bank's value time
  bank          text,
  transaction   text,
  payer_account jsonb,                                                    -- who paid as the bank names him; refunds go back there
  made_by       text        not null,
  made_at       timestamptz not null,
  primary key (exchange_id, bill_no),
  unique (exchange_id, payment_code),
  check (paid_fen is null or paid_fen >= total_fen),
  check ((state in ('PAID', 'RECEIPTED', 'SETTLED', 'REFUNDED')) <= (paid_fen is not null and transaction is not null)),
  check ((state in ('NOTIFIED', 'PAID', 'RECEIPTED', 'SETTLED', 'REFUNDED')) <= (total_fen > 0 and payment_code is not null and due_on is not null))
);
create index bills_by_payer on bills (exchange_id, payer_uscc);
create index bills_by_state on bills (exchange_id, state);

create table bill_units (
  exchange_id   text    not null,
  bill_no       text    not null,
  unit_code     text    not null,
  version       integer not null check (version >= 0),                    -- how often it was calculated
  calculated_by text,
  calculated_at timestamptz,
  primary key (exchange_id, bill_no, unit_code),
  foreign key (exchange_id, bill_no) references bills,
  foreign key (exchange_id, unit_code) references units,
  check ((version > 0) = (calculated_by is not null))
);

create table bill_lines (
  exchange_id  text     not null,
  bill_no      text     not null,
  unit_code    text     not null,
  place        smallint not null check (place > 0),
  item_code    text     not null,
  item_version integer  not null,
  quantity     text,
  reduction    jsonb,                                                     -- amount, approving document, reason
  standard_fen bigint   not null check (standard_fen >= 0),
  payable_fen  bigint   not null check (payable_fen between 0 and standard_fen),
  late_fen     bigint   not null default 0 check (late_fen between 0 and payable_fen),  -- 行政强制法 45: never more than is owed
  swept_by     text,                                                      -- the order by which it went where it belongs
  swept_at     timestamptz,
  primary key (exchange_id, bill_no, item_code),
  foreign key (exchange_id, bill_no, unit_code) references bill_units,
  foreign key (exchange_id, item_code, item_version) references fee_items (exchange_id, code, version)
);
create index bill_lines_by_sweep on bill_lines (exchange_id, swept_by);

create table bill_moves (
  exchange_id text        not null,
  bill_no     text        not null,
  serial      integer     not null check (serial > 0),
  step        text        not null,
  state       text        not null,
  unit_code   text,
  reason      text,
  signed      text,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, bill_no, serial),
  foreign key (exchange_id, bill_no) references bills
);

create table payment_books (
  exchange_id    text        not null,
  bill_no        text        not null,
  book           text        not null check (book in ('non-tax', 'deposit', 'third-party')),
  fen            bigint      not null check (fen > 0),
  state          text        not null check (state in ('CODED', 'ISSUED', 'PAID', 'VERIFIED', 'SIGNED', 'DELIVERED', 'BOOKED', 'VOIDED', 'REVERSED', 'REFUNDED')),
  receipt_code   text,
  receipt_number text,
  check_code     text,
  changed_at     timestamptz not null,
  primary key (exchange_id, bill_no, book),
  unique (exchange_id, receipt_code, receipt_number),
  foreign key (exchange_id, bill_no) references bills
);

create table book_moves (
  exchange_id text        not null,
  bill_no     text        not null,
  book        text        not null,
  serial      integer     not null check (serial > 0),
  state       text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, bill_no, book, serial),
  foreign key (exchange_id, bill_no, book) references payment_books
);

create table bill_papers (
  exchange_id text        not null,
  bill_no     text        not null,
  paper_id    text        not null check (paper_id ~ '^[A-Za-z0-9-]{1,40}$'),
  kind        text        not null check (kind in ('payment-notice', 'fiscal-receipt', 'deposit-receipt', 'collection-receipt', 'red-receipt')),
  book        text,
  json        bytea       not null,
  json_sha256 text        not null,
  pdf_sha256  text        not null,
  pdf_size    bigint      not null,
  outbox_id   bigint      not null,
  made_at     timestamptz not null,
  primary key (exchange_id, paper_id),
  foreign key (exchange_id, bill_no) references bills
);
create index bill_papers_by_bill on bill_papers (exchange_id, bill_no);

create trigger bill_moves_are_for_ever before update or delete on bill_moves for each row execute function refuse_change();
create trigger book_moves_are_for_ever before update or delete on book_moves for each row execute function refuse_change();
create trigger bill_papers_are_for_ever before update or delete on bill_papers for each row execute function refuse_change();

-- What a bill is paid into first: emptied every working day to where each line belongs.
alter table bank_accounts drop constraint bank_accounts_purpose_check;
alter table bank_accounts add constraint bank_accounts_purpose_check check (purpose in ('deposits', 'non-tax', 'third-party', 'treasury-zero-balance', 'unit-zero-balance', 'collection'));

grant select, insert on bills, bill_units, bill_lines, bill_moves, payment_books, book_moves, bill_papers to daylight_app;
grant update (state, version, due_on, payment_code, total_fen, paid_fen, paid_at, bank, transaction, payer_account) on bills to daylight_app;
grant update (version, calculated_by, calculated_at) on bill_units to daylight_app;
grant delete on bill_lines to daylight_app;
grant update (late_fen, swept_by, swept_at) on bill_lines to daylight_app;
grant update (state, receipt_code, receipt_number, check_code, changed_at) on payment_books to daylight_app;
select keep_apart('bills');
select keep_apart('bill_units');
select keep_apart('bill_lines');
select keep_apart('bill_moves');
select keep_apart('payment_books');
select keep_apart('book_moves');
select keep_apart('bill_papers');
