-- The months of accounts are added up now and then, up to an entry, and no longer with each booking: a new account cost a row of its month beside its lines, and the
-- row kept everybody else from the account until the booking was committed. What an account holds is its months and its lines since; nobody but this function writes them.

create table ledger_rolled (
  exchange_id text   not null,
  upto        bigint not null check (upto >= 0),
  primary key (exchange_id)
);
grant select on ledger_rolled to daylight_app;
select keep_apart('ledger_rolled');
insert into ledger_rolled select exchange_id, max(entry) from ledger_entries group by exchange_id;

-- Adds what was booked since the last time to the months, while nobody books: an entry that is not there yet has a number above. False where somebody books now.
create function roll_ledger() returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
  declare exchange constant text := current_setting('daylight.exchange'); former bigint; last bigint;
  begin
    if not pg_try_advisory_xact_lock(hashtextextended('ledger ' || exchange, 0)) then return false; end if;
    select coalesce((select upto from ledger_rolled where exchange_id = exchange), 0) into former;
    select coalesce(max(entry), former) into last from ledger_entries where exchange_id = exchange;
    if last = former then return true; end if;
    insert into ledger_months (exchange_id, account, month, debit_fen, credit_fen)
      select exchange, l.account, date_trunc('month', e.booked_on)::date, coalesce(sum(l.amount_fen) filter (where l.amount_fen > 0), 0), coalesce(-sum(l.amount_fen) filter (where l.amount_fen < 0), 0)
      from ledger_entries e join ledger_lines l using (exchange_id, entry) where e.exchange_id = exchange and e.entry > former group by 2, 3
      on conflict (exchange_id, account, month) do update set debit_fen = ledger_months.debit_fen + excluded.debit_fen, credit_fen = ledger_months.credit_fen + excluded.credit_fen;
    insert into ledger_rolled values (exchange, last) on conflict (exchange_id) do update set upto = excluded.upto;
    return true;
  end $$;
revoke execute on function roll_ledger from public;
grant execute on function roll_ledger to daylight_app;

-- Lines come by whole entries that balance, made in this very transaction, above what is added up, in a month that is open. Whoever writes lines keeps the adding up waiting.
create or replace function keep_ledger() returns trigger language plpgsql security definer set search_path = pg_catalog, public set enable_nestloop = off set enable_seqscan = off as $$
  declare stretch record; wrong record; closed date; rolled bigint;
  begin
    for stretch in select exchange_id, min(entry) as first, max(entry) as last from added group by exchange_id order by exchange_id loop
      perform pg_advisory_xact_lock_shared(hashtextextended('ledger ' || stretch.exchange_id, 0));
      select max(month) into closed from ledger_closes where exchange_id = stretch.exchange_id;
      select upto into rolled from ledger_rolled where exchange_id = stretch.exchange_id;
      if stretch.first <= rolled then raise exception 'ledger entry % is made already, or not at all', stretch.first using errcode = 'check_violation'; end if;
      select a.entry, case when e.entry is null then 'is made already, or not at all' when e.month <= closed then 'is of a closed month' else 'does not balance' end as why into wrong
        from (select entry, sum(amount_fen) as apart, count(*) as lines from added where exchange_id = stretch.exchange_id group by entry) a
        left join (select entry, date_trunc('month', booked_on)::date as month from ledger_entries where exchange_id = stretch.exchange_id and entry between stretch.first and stretch.last and made_in = pg_current_xact_id()) e using (entry)
        where e.entry is null or coalesce(e.month <= closed, false) or a.apart <> 0 or a.lines < 2 limit 1;
      if found then raise exception 'ledger entry % %', wrong.entry, wrong.why using errcode = 'check_violation'; end if;
    end loop;
    return null;
  end $$;

-- The same names of accounts, compared byte by byte.
alter table ledger_lines drop constraint ledger_lines_account_check,
  add constraint ledger_lines_account_check check (account collate "C" ~ '^[a-z-]+(/[A-Za-z0-9._-]+)?$' and octet_length(account) - position('/' in account) <= 64);

-- What an account was debited and credited, by its months and its lines since, as one moment saw both. The lines since are few however many there are before them, which no
-- planner can know of a number it reads on the way.
create function ledger_held(exchange text, asked text, out debit bigint, out credit bigint) language plpgsql stable set enable_seqscan = off set enable_bitmapscan = off as $$
  declare rolled bigint;
  begin
    select coalesce((select upto from ledger_rolled where exchange_id = exchange), 0) into rolled;
    select coalesce(sum(parts.debit), 0), coalesce(sum(parts.credit), 0) into debit, credit from (
      select debit_fen as debit, credit_fen as credit from ledger_months where exchange_id = exchange and account = asked
      union all select greatest(amount_fen, 0), greatest(-amount_fen, 0) from ledger_lines where exchange_id = exchange and account = asked and entry > rolled) as parts;
  end $$;
revoke execute on function ledger_held from public;
grant execute on function ledger_held to daylight_app;
