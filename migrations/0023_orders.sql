-- The supervisor's orders over a lot: to stop it, and to let it go on, each with its written reason as the log fixes it.

create table lot_orders (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  serial      smallint    not null check (serial > 0),
  kind        text        not null check (kind in ('suspend', 'resume')),
  reason      text        not null,
  file        bytea       not null,                                       -- canonical, hashed in the log
  ordered_by  text        not null,
  ordered_at  timestamptz not null,
  primary key (exchange_id, tender_id, lot, serial),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger lot_orders_are_for_ever before update or delete on lot_orders for each row execute function refuse_change();
grant select, insert on lot_orders to daylight_app;
