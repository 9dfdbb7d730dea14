-- Bids the closed list wrongly left out, added inside the objection window by two people (trust.md §1.5): who asked, who approved.

create table close_additions (
  exchange_id  text        not null,
  tender_id    text        not null,
  lot          text        not null,
  part         text        not null,
  serial       smallint    not null check (serial > 0),
  bids         text        not null check (bids ~ '^[0-9a-f]{64}$'),       -- hash of the whole amended list
  reason       text        not null,
  requested_by text        not null,
  requested_at timestamptz not null,
  approved_by  text        check (approved_by <> requested_by),            -- four eyes
  approved_at  timestamptz,
  primary key (exchange_id, tender_id, lot, part, serial),
  foreign key (exchange_id, tender_id, lot, part) references parts
);
grant select, insert, update (approved_by, approved_at) on close_additions to daylight_app;
