-- 国库集中支付. An indicator bounds the plans of its months, a plan the requests of its month; both sums are kept by the database itself beside what they are sums of,
-- and it refuses whatever would pass them.

create table budget_indicators (
  exchange_id  text        not null references exchanges,
  indicator    text        not null,
  unit         text        not null,                                      -- credit code
  unit_name    text        not null,
  subject      text        not null,
  subject_name text        not null,
  project      text        not null,
  year         integer     not null,
  amount_fen   bigint      not null default 0,
  planned_fen  bigint      not null default 0 check (planned_fen >= 0),
  made_by      text        not null,
  made_at      timestamptz not null,
  primary key (exchange_id, indicator),
  constraint plans_within_indicator check (planned_fen <= amount_fen)
);

create table indicator_records (
  exchange_id text        not null,
  indicator   text        not null,
  serial      integer     not null check (serial > 0),
  amount_fen  bigint      not null check (amount_fen >= 0),               -- the whole indicator from now on
  document    text        not null,
  reason      text,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, indicator, serial),
  foreign key (exchange_id, indicator) references budget_indicators
);
create trigger indicator_records_are_for_ever before update or delete on indicator_records for each row execute function refuse_change();

create table plan_months (
  exchange_id  text   not null,
  indicator    text   not null,
  month        date   not null check (extract(day from month) = 1),
  mode         text   not null check (mode in ('direct', 'authorised')),
  approved_fen bigint not null default 0 check (approved_fen >= 0),
  used_fen     bigint not null default 0 check (used_fen >= 0),
  primary key (exchange_id, indicator, month, mode),
  foreign key (exchange_id, indicator) references budget_indicators,
  constraint payments_within_plan check (used_fen <= approved_fen)
);

create table plan_requests (
  exchange_id text        not null,
  indicator   text        not null,
  month       date        not null,
  mode        text        not null,
  serial      integer     not null check (serial > 0),
  amount_fen  bigint      not null check (amount_fen >= 0),               -- the whole plan of the month
  reason      text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, indicator, month, mode, serial),
  foreign key (exchange_id, indicator, month, mode) references plan_months
);
create trigger plan_requests_are_for_ever before update or delete on plan_requests for each row execute function refuse_change();

create table plan_decisions (
  exchange_id text        not null,
  indicator   text        not null,
  month       date        not null,
  mode        text        not null,
  serial      integer     not null,
  verdict     text        not null check (verdict in ('approved', 'refused', 'lapsed')),
  amount_fen  bigint      not null check (amount_fen >= 0),               -- the plan as it stands from now on
  note        text,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, indicator, month, mode, serial),
  foreign key (exchange_id, indicator, month, mode, serial) references plan_requests
);
create trigger plan_decisions_are_for_ever before update or delete on plan_decisions for each row execute function refuse_change();

create table payment_contracts (
  exchange_id   text        not null references exchanges,
  contract      text        not null,
  unit          text        not null,
  kind          text        not null check (kind in ('tender', 'outside')),
  tender_id     text,
  lot           text,
  number        text        not null,
  title         text        not null,
  supplier      text        not null,
  supplier_name text        not null,
  price_fen     bigint      not null check (price_fen > 0),
  signed_on     date        not null,
  sha256        text        not null check (sha256 ~ '^[0-9a-f]{64}$'),   -- of the contract’s file; of a lot’s, its record in the log
  small         boolean     not null,                                     -- with a small or medium firm
  payment_days  integer,
  made_by       text        not null,
  made_at       timestamptz not null,
  primary key (exchange_id, contract),
  check ((kind = 'tender') = (tender_id is not null and lot is not null)),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger payment_contracts_are_for_ever before update or delete on payment_contracts for each row execute function refuse_change();
create unique index payment_contracts_of_a_lot on payment_contracts (exchange_id, tender_id, lot) where tender_id is not null;
create unique index payment_contracts_by_number on payment_contracts (exchange_id, unit, number);

create table contract_payees (
  exchange_id text        not null,
  contract    text        not null,
  serial      integer     not null check (serial > 0),                    -- the last is the contract’s account
  name        text        not null,
  bank        text        not null,
  account     text        not null,
  document    text,                                                       -- by which the account was changed
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, contract, serial),
  foreign key (exchange_id, contract) references payment_contracts
);
create trigger contract_payees_are_for_ever before update or delete on contract_payees for each row execute function refuse_change();

create table outside_acceptances (
  exchange_id text        not null,
  contract    text        not null,
  serial      integer     not null check (serial > 0),
  accepted_on date        not null,
  parts       text        not null,
  amount_fen  bigint      not null check (amount_fen > 0),
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, contract, serial),
  foreign key (exchange_id, contract) references payment_contracts
);
create trigger outside_acceptances_are_for_ever before update or delete on outside_acceptances for each row execute function refuse_change();

create table payment_requests (
  exchange_id    text        not null,
  request        text        not null,
  contract       text        not null,
  indicator      text        not null,
  month          date        not null,
  mode           text        not null,
  amount_fen     bigint      not null check (amount_fen > 0),
  refunded_fen   bigint      not null default 0 check (refunded_fen between 0 and amount_fen),
  purpose        text        not null,
  payee          jsonb       not null,
  invoice        jsonb       not null,
  invoice_number text        not null,
  state          text        not null check (state in ('draft', 'submitted', 'returned', 'checked', 'approved', 'ordered', 'paid', 'settled', 'bank-returned', 'cancelled')),
  submitted_by   text,
  checked_by     text,
  approved_at    timestamptz,
  made_by        text        not null,
  made_at        timestamptz not null,
  primary key (exchange_id, request),
  foreign key (exchange_id, contract) references payment_contracts,
  foreign key (exchange_id, indicator, month, mode) references plan_months
);
create index payment_requests_by_plan on payment_requests (exchange_id, indicator, month, mode);
create index payment_requests_by_contract on payment_requests (exchange_id, contract);
create index payment_requests_by_state on payment_requests (exchange_id, state);
-- An invoice is paid once: another request names it only where the first is void.
create unique index payment_requests_pay_an_invoice_once on payment_requests (exchange_id, invoice_number) where state <> 'cancelled';

create table payment_steps (
  exchange_id text        not null,
  request     text        not null,
  serial      integer     not null check (serial > 0),
  step        text        not null,
  state       text        not null,
  reason      text,
  amount_fen  bigint,                                                     -- what came back, of a refund
  made_by     text        not null,                                       -- an office, or the bank
  person      text,
  made_at     timestamptz not null,
  primary key (exchange_id, request, serial),
  foreign key (exchange_id, request) references payment_requests
);
create trigger payment_steps_are_for_ever before update or delete on payment_steps for each row execute function refuse_change();

create function plan_taken(state text, amount_fen bigint, refunded_fen bigint) returns bigint language sql immutable
  return case when state in ('checked', 'approved', 'ordered', 'paid', 'settled') then amount_fen - refunded_fen else 0 end;

-- A request takes from the plan of its month what its state says, and gives it back; the plan's own check refuses more than was approved.
create function keep_plan_used() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
  declare change bigint := plan_taken(new.state, new.amount_fen, new.refunded_fen) - case when tg_op = 'UPDATE' then plan_taken(old.state, old.amount_fen, old.refunded_fen) else 0 end;
  begin
    if tg_op = 'UPDATE' and (old.indicator, old.month, old.mode) is distinct from (new.indicator, new.month, new.mode) and (plan_taken(old.state, old.amount_fen, old.refunded_fen) <> 0 or plan_taken(new.state, new.amount_fen, new.refunded_fen) <> 0) then
      raise exception 'request % changes its plan while it takes from one', new.request using errcode = 'check_violation';
    end if;
    if change <> 0 then
      update plan_months set used_fen = used_fen + change where (exchange_id, indicator, month, mode) = (new.exchange_id, new.indicator, new.month, new.mode);
    end if;
    return null;
  end $$;
revoke execute on function keep_plan_used from public;
create trigger plan_used_is_kept after insert or update on payment_requests for each row execute function keep_plan_used();

-- The plans of an indicator's months together are kept beside it in the same way, and so is its amount beside its records.
create function keep_planned() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
  declare change bigint := new.approved_fen - case when tg_op = 'UPDATE' then old.approved_fen else 0 end;
  begin
    if change <> 0 then
      update budget_indicators set planned_fen = planned_fen + change where (exchange_id, indicator) = (new.exchange_id, new.indicator);
    end if;
    return null;
  end $$;
revoke execute on function keep_planned from public;
create trigger planned_is_kept after insert or update on plan_months for each row execute function keep_planned();

create function keep_indicator() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    update budget_indicators set amount_fen = new.amount_fen where (exchange_id, indicator) = (new.exchange_id, new.indicator);
    return null;
  end $$;
revoke execute on function keep_indicator from public;
create trigger indicator_is_kept after insert on indicator_records for each row execute function keep_indicator();

create function keep_plan() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    if new.verdict <> 'refused' then
      update plan_months set approved_fen = new.amount_fen where (exchange_id, indicator, month, mode) = (new.exchange_id, new.indicator, new.month, new.mode);
    end if;
    return null;
  end $$;
revoke execute on function keep_plan from public;
create trigger plan_is_kept after insert on plan_decisions for each row execute function keep_plan();

grant select, insert on indicator_records, plan_requests, plan_decisions, payment_contracts, contract_payees, outside_acceptances, payment_steps to daylight_app;
-- Sums are the triggers' alone.
grant select, insert (exchange_id, indicator, unit, unit_name, subject, subject_name, project, year, made_by, made_at) on budget_indicators to daylight_app;
grant select, insert (exchange_id, indicator, month, mode) on plan_months to daylight_app;
grant select, insert, update (contract, indicator, month, mode, amount_fen, refunded_fen, purpose, payee, invoice, invoice_number, state, submitted_by, checked_by, approved_at) on payment_requests to daylight_app;
select keep_apart('budget_indicators');
select keep_apart('indicator_records');
select keep_apart('plan_months');
select keep_apart('plan_requests');
select keep_apart('plan_decisions');
select keep_apart('payment_contracts');
select keep_apart('contract_payees');
select keep_apart('outside_acceptances');
select keep_apart('payment_requests');
select keep_apart('payment_steps');
