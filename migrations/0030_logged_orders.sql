-- Where each order of the supervisor stands in the log: audit bundles hold the orders, and name their leaves.

alter table lot_orders add column outbox_id bigint;
alter table lot_orders disable trigger lot_orders_are_for_ever;
update lot_orders set outbox_id = (
  select outbox.id from outbox where outbox.exchange_id = lot_orders.exchange_id and position(convert_to('"sha256":"' || encode(sha256(lot_orders.file), 'hex') || '"', 'UTF8') in outbox.entry) > 0 limit 1
);
alter table lot_orders enable trigger lot_orders_are_for_ever;
alter table lot_orders alter column outbox_id set not null;
