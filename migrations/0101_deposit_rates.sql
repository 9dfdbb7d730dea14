-- What interest a bank gives on an account of deposits, as somebody stated it from a paper of the bank: from a day on, by a year of so many days.

create table deposit_rates (
  exchange_id text        not null,
  account     text        not null,
  serial      integer     not null check (serial > 0),
  from_on     date        not null,
  millionths  bigint      not null check (millionths between 0 and 10000000),   -- of a per cent a year
  year_days   integer     not null check (year_days in (360, 365)),
  source      text        not null check (source <> ''),
  stated_by   text        not null,
  stated_at   timestamptz not null,
  primary key (exchange_id, account, serial),
  foreign key (exchange_id, account) references bank_accounts (exchange_id, number)
);
create trigger deposit_rates_are_for_ever before update or delete on deposit_rates for each row execute function refuse_change();
grant select, insert on deposit_rates to daylight_app;
select keep_apart('deposit_rates');
