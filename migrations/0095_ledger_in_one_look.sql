-- The keeping of the ledger at less cost; what it promises is as before. Lines mostly belong to entries made just now, whose numbers stand side by side: they are read as
-- one stretch, not one after the other. A connection plans these statements once, for however many lines come first: loops within loops and whole tables would do
-- for two lines and take seconds for thousands, so neither is chosen.
create or replace function keep_ledger() returns trigger language plpgsql security definer set search_path = pg_catalog, public set enable_nestloop = off set enable_seqscan = off as $$
  declare stretch record; wrong record;
  begin
    for stretch in select exchange_id, min(entry) as first, max(entry) as last from added group by exchange_id order by exchange_id loop
      select a.entry, case when e.entry is null then 'is made already, or not at all' when c.month is not null then 'is of a closed month' else 'does not balance' end as why into wrong
        from (select entry, sum(amount_fen) as apart, count(*) as lines from added where exchange_id = stretch.exchange_id group by entry) a
        left join (select entry, date_trunc('month', booked_on)::date as month from ledger_entries where exchange_id = stretch.exchange_id and entry between stretch.first and stretch.last and made_in = pg_current_xact_id()) e using (entry)
        left join ledger_closes c on c.exchange_id = stretch.exchange_id and c.month = e.month
        where e.entry is null or c.month is not null or a.apart <> 0 or a.lines < 2 limit 1;
      if found then raise exception 'ledger entry % %', wrong.entry, wrong.why using errcode = 'check_violation'; end if;
      insert into ledger_months (exchange_id, account, month, debit_fen, credit_fen)
        select stretch.exchange_id, a.account, e.month, coalesce(sum(a.amount_fen) filter (where a.amount_fen > 0), 0), coalesce(-sum(a.amount_fen) filter (where a.amount_fen < 0), 0) from added a
        join (select entry, date_trunc('month', booked_on)::date as month from ledger_entries where exchange_id = stretch.exchange_id and entry between stretch.first and stretch.last) e using (entry)
        where a.exchange_id = stretch.exchange_id group by a.account, e.month order by a.account, e.month
        on conflict (exchange_id, account, month) do update set debit_fen = ledger_months.debit_fen + excluded.debit_fen, credit_fen = ledger_months.credit_fen + excluded.credit_fen;
    end loop;
    return null;
  end $$;

-- The same names of accounts: a pattern with a bounded repetition costs eight times one without.
alter table ledger_lines drop constraint ledger_lines_account_check,
  add constraint ledger_lines_account_check check (account ~ '^[a-z-]+(/[A-Za-z0-9._-]+)?$' and octet_length(split_part(account, '/', 2)) <= 64);
