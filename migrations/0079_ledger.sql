-- The ledger: double entry in integer fen. An entry comes whole in one statement, its lines sum to nothing, and neither is ever changed; a mistake is reversed by another entry.
-- What one account holds is kept by month beside the lines, by the database itself, so that a balance is a handful of rows however long the history.

-- Entries refer to no exchange, and lines to their entry by the trigger alone: each reference would be looked up and locked row by row.
create table ledger_entries (
  exchange_id text     not null,
  entry       bigint   not null generated always as identity,
  cause       text     not null check (cause <> ''),                      -- what happened, once: the same event is never booked twice
  kind        text     not null,
  booked_on   date     not null,
  reverses    bigint,
  salt        bytea    not null check (octet_length(salt) = 16),          -- keeps an amount from being guessed out of the hash
  sha256      text     not null,
  made_by     text     not null,
  made_at     timestamptz not null,
  made_in     xid8     not null default pg_current_xact_id(),
  primary key (exchange_id, entry),
  unique (exchange_id, cause),
  foreign key (exchange_id, reverses) references ledger_entries
);
create unique index ledger_entries_are_reversed_once on ledger_entries (exchange_id, reverses) where reverses is not null;

create table ledger_lines (
  exchange_id text     not null,
  entry       bigint   not null,
  line        smallint not null check (line >= 1),
  account     text     not null check (account ~ '^[a-z-]+(/[A-Za-z0-9._-]{1,64})?$'),
  amount_fen  bigint   not null check (amount_fen <> 0),                  -- debit above nothing, credit below
  primary key (exchange_id, entry, line),
  unique (exchange_id, account, entry)                                    -- an account stands once in an entry, and its lines are found in their order
);

create table ledger_months (
  exchange_id text   not null,
  account     text   not null,
  month       date   not null,
  debit_fen   bigint not null,
  credit_fen  bigint not null,
  primary key (exchange_id, account, month)
);

-- What was booked since the last root, fixed in the log by one salted hash: it tells neither what nor how much, nor how often.
create table ledger_roots (
  exchange_id text        not null,
  serial      int         not null check (serial >= 1),
  upto        bigint      not null,
  salt        bytea       not null check (octet_length(salt) = 32),
  sha256      text        not null,
  outbox_id   bigint      not null,
  made_at     timestamptz not null,
  primary key (exchange_id, serial)
);

create table ledger_closes (
  exchange_id text        not null,
  month       date        not null,
  sha256      text        not null,                                       -- of every account's balance at its end
  outbox_id   bigint      not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, month)
);

create trigger ledger_entries_are_for_ever before update or delete on ledger_entries for each row execute function refuse_change();
create trigger ledger_lines_are_for_ever before update or delete on ledger_lines for each row execute function refuse_change();
create trigger ledger_roots_are_for_ever before update or delete on ledger_roots for each row execute function refuse_change();
create trigger ledger_closes_are_for_ever before update or delete on ledger_closes for each row execute function refuse_change();

-- Lines come by whole entries that balance, made in this very transaction, in a month that is open; then the months of their accounts grow.
create function keep_ledger() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
  declare wrong record;
  begin
    select a.entry, case when e.made_in is distinct from pg_current_xact_id() then 'is made already, or not at all' when c.month is not null then 'is of a closed month' else 'does not balance' end as why into wrong
      from (select exchange_id, entry, sum(amount_fen) as apart, count(*) as lines from added group by exchange_id, entry) a
      left join ledger_entries e using (exchange_id, entry) left join ledger_closes c on c.exchange_id = e.exchange_id and c.month = date_trunc('month', e.booked_on)::date
      where a.apart <> 0 or a.lines < 2 or c.month is not null or e.made_in is distinct from pg_current_xact_id() limit 1;
    if found then raise exception 'ledger entry % %', wrong.entry, wrong.why using errcode = 'check_violation'; end if;
    insert into ledger_months (exchange_id, account, month, debit_fen, credit_fen)
      select a.exchange_id, a.account, date_trunc('month', e.booked_on)::date, sum(greatest(a.amount_fen, 0)), sum(greatest(-a.amount_fen, 0)) from added a join ledger_entries e using (exchange_id, entry)
      group by 1, 2, 3 order by 1, 2, 3
      on conflict (exchange_id, account, month) do update set debit_fen = ledger_months.debit_fen + excluded.debit_fen, credit_fen = ledger_months.credit_fen + excluded.credit_fen;
    return null;
  end $$;
revoke execute on function keep_ledger from public;
create trigger ledger_is_kept after insert on ledger_lines referencing new table as added for each statement execute function keep_ledger();

grant select, insert on ledger_entries, ledger_lines, ledger_roots, ledger_closes to daylight_app;
grant select on ledger_months to daylight_app;
select keep_apart('ledger_entries');
select keep_apart('ledger_lines');
select keep_apart('ledger_months');
select keep_apart('ledger_roots');
select keep_apart('ledger_closes');
