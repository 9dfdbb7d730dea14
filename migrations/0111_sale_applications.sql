-- Who applies for a lot of a sale: applications, the deposits that came for them, who was found qualified; how a sale ended.

create table applications (
  exchange_id text        not null,
  sale_id     text        not null,
  lot         text        not null,
  firm        text        not null check (firm ~ '^[0-9A-Z]{18}$'),
  firm_name   text        not null check (length(firm_name) between 1 and 200),
  reference   text        not null check (reference ~ '^[0-9a-f]{32}$'),                 -- random: what a bank learns of it
  statement   text        not null check (length(statement) between 1 and 3000),
  applied_by  text        not null,
  applied_at  timestamptz not null,
  primary key (exchange_id, sale_id, lot, firm),
  unique (exchange_id, reference),
  foreign key (exchange_id, sale_id, lot) references sale_lots
);
create table application_deposits (
  exchange_id text        not null,
  reference   text        not null,
  bank        text        not null,
  transaction text        not null,
  amount_fen  bigint      not null check (amount_fen > 0),
  value_at    timestamptz not null,
  taken_at    timestamptz not null,
  primary key (exchange_id, reference, bank, transaction),
  foreign key (exchange_id, reference) references applications (exchange_id, reference)
);
create table application_deposit_ends (
  exchange_id text        not null,
  reference   text        not null,
  bank        text        not null,
  transaction text        not null,
  how         text        not null check (how in ('reversed', 'refunded')),
  ended_on    date        not null,
  ended_at    timestamptz not null,
  primary key (exchange_id, reference, bank, transaction),
  foreign key (exchange_id, reference, bank, transaction) references application_deposits
);
create table application_reviews (
  exchange_id text        not null,
  sale_id     text        not null,
  lot         text        not null,
  firm        text        not null,
  verdict     text        not null check (verdict in ('qualified', 'refused')),
  reason      text        not null check (length(reason) between 1 and 2000),
  certificate text,                                                                       -- the number of who is qualified (竞买资格确认)
  reviewed_by text        not null,
  reviewed_at timestamptz not null,
  primary key (exchange_id, sale_id, lot, firm),
  foreign key (exchange_id, sale_id, lot, firm) references applications,
  check ((verdict = 'qualified') = (certificate is not null))
);
do $$
declare kept text;
begin
  foreach kept in array array['applications', 'application_deposits', 'application_deposit_ends', 'application_reviews'] loop
    execute format('create trigger %I_are_for_ever before update or delete on %I for each row execute function refuse_change()', kept, kept);
    execute format('grant select, insert on %I to daylight_app', kept);
    perform keep_apart(kept::regclass);
  end loop;
end $$;
create function keep_sale_lots() returns trigger language plpgsql as $$
begin
  if old.stage <> 'draft' then raise exception 'a registered sale keeps its lots'; end if;
  return old;
end $$;
create trigger registered_sale_lots_stay before delete on sale_lots for each row execute function keep_sale_lots();
