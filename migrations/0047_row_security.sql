-- Several exchanges on one installation: a connection sees and writes the rows of the exchange it acts for, and no others
-- (docs/decisions/0034). It says which when it is opened (daylight.exchange); one that does not sees nothing and writes nothing.
-- Every query names its exchange as well: this is the second line. The owner, who migrates and backs up, is not held.

create function keep_apart(kept regclass) returns void language plpgsql as $$
  declare own constant text := 'exchange_id = current_setting(''daylight.exchange'', true)';
  begin
    execute format('alter table %s enable row level security', kept);
    execute format('create policy own_exchange on %s using (%s) with check (%s)', kept, own, own);
  end $$;
revoke execute on function keep_apart from public;

-- Every table there is; a new one asks for it in the migration that makes it (tests/db/exchanges-apart.test.ts).
select keep_apart(attrelid::regclass) from pg_attribute join pg_class on pg_class.oid = attrelid
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and attname = 'exchange_id' and not attisdropped order by relname;

-- Where words are looked for: a policy would keep `@@` from its index, since what a row is compared with might tell of it in an
-- error (it is not leakproof). A view of the owner says the same by its condition.
create view own_notice_index as select * from notice_index where exchange_id = current_setting('daylight.exchange', true);
grant select on own_notice_index to daylight_app;
