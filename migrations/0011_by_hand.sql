-- Closes and openings that two officers order by hand while the exchange's clock drifts (trust.md §4): who asked, who approved.

create table hand_orders (
  exchange_id  text        not null,
  tender_id    text        not null,
  lot          text        not null,
  serial       smallint    not null check (serial > 0),
  act          text        not null check (act in ('close', 'opening')),
  deadline     timestamptz not null,                                       -- of the lot when it was asked: an order for another deadline is none
  reason       text        not null,
  requested_by text        not null,
  requested_at timestamptz not null,
  approved_by  text        check (approved_by <> requested_by),            -- four eyes
  approved_at  timestamptz,
  primary key (exchange_id, tender_id, lot, serial),
  foreign key (exchange_id, tender_id, lot) references lots
);
grant select, insert, update (approved_by, approved_at) on hand_orders to daylight_app;
