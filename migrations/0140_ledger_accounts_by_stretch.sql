-- An account's lines are found by stretches of the table, each of which knows by a Bloom filter which accounts it may hold, and no longer by an index with a place for every
-- line: to put two thousand new accounts into their places took a fifth of a booking. What an account holds is read from its months and from all lines since, by their entries;
-- by account one looks for the papers of a sale or a tender alone. That an account stands once in an entry is seen by who keeps the ledger.

alter table ledger_lines drop constraint ledger_lines_exchange_id_account_entry_key;
create index ledger_lines_by_account on ledger_lines using brin (account text_bloom_ops (n_distinct_per_range = 4096)) with (autosummarize = on, pages_per_range = 128);

create or replace function keep_ledger() returns trigger language plpgsql security definer set search_path = pg_catalog, public set enable_nestloop = off set enable_seqscan = off as $$
  declare stretch record; wrong record; closed date; rolled bigint;
  begin
    for stretch in select exchange_id, min(entry) as first, max(entry) as last from added group by exchange_id order by exchange_id loop
      perform pg_advisory_xact_lock_shared(hashtextextended('ledger ' || stretch.exchange_id, 0));
      select max(month) into closed from ledger_closes where exchange_id = stretch.exchange_id;
      select upto into rolled from ledger_rolled where exchange_id = stretch.exchange_id;
      if stretch.first <= rolled then raise exception 'ledger entry % is made already, or not at all', stretch.first using errcode = 'check_violation'; end if;
      select a.entry, case when e.entry is null then 'is made already, or not at all' when e.month <= closed then 'is of a closed month' when a.accounts < a.lines then 'has an account twice' else 'does not balance' end as why into wrong
        from (select entry, sum(amount_fen) as apart, count(*) as lines, count(distinct account) as accounts from added where exchange_id = stretch.exchange_id group by entry) a
        left join (select entry, date_trunc('month', booked_on)::date as month from ledger_entries where exchange_id = stretch.exchange_id and entry between stretch.first and stretch.last and made_in = pg_current_xact_id()) e using (entry)
        where e.entry is null or coalesce(e.month <= closed, false) or a.apart <> 0 or a.lines < 2 or a.accounts < a.lines limit 1;
      if found then raise exception 'ledger entry % %', wrong.entry, wrong.why using errcode = 'check_violation'; end if;
    end loop;
    return null;
  end $$;

-- What an account was debited and credited, by its months and the lines of entries since, as one moment saw both. The lines since are few however many there are before them,
-- which no planner can know of a number it reads on the way.
create or replace function ledger_held(exchange text, asked text, out debit bigint, out credit bigint) language plpgsql stable set enable_seqscan = off set enable_bitmapscan = off as $$
  declare rolled bigint;
  begin
    select coalesce((select upto from ledger_rolled where exchange_id = exchange), 0) into rolled;
    select coalesce(sum(parts.debit), 0), coalesce(sum(parts.credit), 0) into debit, credit from (
      select debit_fen as debit, credit_fen as credit from ledger_months where exchange_id = exchange and account = asked
      union all select greatest(amount_fen, 0), greatest(-amount_fen, 0) from ledger_lines where exchange_id = exchange and entry > rolled and account = asked) as parts;
  end $$;
