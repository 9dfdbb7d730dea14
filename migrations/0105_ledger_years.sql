-- Years of the ledger that are closed, and nothing booked into any month up to the last closed one, not only into that very month.

create table ledger_years (
  exchange_id text        not null,
  year        integer     not null check (year between 2000 and 2100),
  sha256      text        not null,                                           -- of its months' hashes and of every balance at its end
  outbox_id   bigint      not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, year)
);
create trigger ledger_years_are_for_ever before update or delete on ledger_years for each row execute function refuse_change();
grant select, insert on ledger_years to daylight_app;
select keep_apart('ledger_years');

create or replace function keep_ledger() returns trigger language plpgsql security definer set search_path = pg_catalog, public set enable_nestloop = off set enable_seqscan = off as $$
  declare stretch record; wrong record; closed date;
  begin
    for stretch in select exchange_id, min(entry) as first, max(entry) as last from added group by exchange_id order by exchange_id loop
      select max(month) into closed from ledger_closes where exchange_id = stretch.exchange_id;
      select a.entry, case when e.entry is null then 'is made already, or not at all' when e.month <= closed then 'is of a closed month' else 'does not balance' end as why into wrong
        from (select entry, sum(amount_fen) as apart, count(*) as lines from added where exchange_id = stretch.exchange_id group by entry) a
        left join (select entry, date_trunc('month', booked_on)::date as month from ledger_entries where exchange_id = stretch.exchange_id and entry between stretch.first and stretch.last and made_in = pg_current_xact_id()) e using (entry)
        where e.entry is null or coalesce(e.month <= closed, false) or a.apart <> 0 or a.lines < 2 limit 1;
      if found then raise exception 'ledger entry % %', wrong.entry, wrong.why using errcode = 'check_violation'; end if;
      insert into ledger_months (exchange_id, account, month, debit_fen, credit_fen)
        select stretch.exchange_id, a.account, e.month, coalesce(sum(a.amount_fen) filter (where a.amount_fen > 0), 0), coalesce(-sum(a.amount_fen) filter (where a.amount_fen < 0), 0) from added a
        join (select entry, date_trunc('month', booked_on)::date as month from ledger_entries where exchange_id = stretch.exchange_id and entry between stretch.first and stretch.last) e using (entry)
        where a.exchange_id = stretch.exchange_id group by a.account, e.month order by a.account, e.month
        on conflict (exchange_id, account, month) do update set debit_fen = ledger_months.debit_fen + excluded.debit_fen, credit_fen = ledger_months.credit_fen + excluded.credit_fen;
    end loop;
    return null;
  end $$;
