-- Orders to pay under a request, and the clearing of zero-balance accounts with the single account at the end of a day.

alter table payment_requests
  add column attempt      integer not null default 0 check (attempt >= 0),  -- how often it was ordered
  add column account      text,                                             -- the zero-balance account it was ordered from
  add column order_number text,                                             -- the bank's order of the last attempt
  add column ordered_at   timestamptz,
  add column value_on     date,                                             -- the working day the bank pays it
  add column paid_on      date,
  add foreign key (exchange_id, account) references bank_accounts,
  add check (state not in ('ordered', 'paid', 'settled') or (attempt > 0 and account is not null and order_number is not null and ordered_at is not null and value_on is not null)),
  add check (state not in ('paid', 'settled') or paid_on is not null);
create index payment_requests_by_day on payment_requests (exchange_id, value_on) where value_on is not null;
grant update (attempt, account, order_number, ordered_at, value_on, paid_on) on payment_requests to daylight_app;

create table clearings (
  exchange_id text        not null,
  account     text        not null,
  day         date        not null,
  serial      integer     not null check (serial > 0),
  amount_fen  bigint      not null,                                       -- what the single account gave; below nothing where more came back than went out
  payments    integer     not null check (payments >= 0),
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, account, day, serial),
  foreign key (exchange_id, account) references bank_accounts
);
create trigger clearings_are_for_ever before update or delete on clearings for each row execute function refuse_change();

grant select, insert on clearings to daylight_app;
select keep_apart('clearings');
