-- Guarantees that went back to their firms, as the cashier enters them.

create table refunds (
  exchange_id text        not null,
  reference   text        not null,                                     -- of the guarantee
  paid_on     date        not null,
  own_fault   text        check (own_fault <> ''),                      -- why a delay is the firm's own; null where it is not
  charge_fen  bigint      not null check (charge_fen >= 0),             -- for the days it was late
  recorded_by text        not null,
  recorded_at timestamptz not null,
  primary key (exchange_id, reference),
  foreign key (exchange_id, reference) references guarantees (exchange_id, reference)
);
create trigger refunds_are_for_ever before update or delete on refunds for each row execute function refuse_change();
grant select, insert on refunds to daylight_app;
