-- A deposit ends in two more ways: as part of the price of what its firm won, and by being kept.

alter table application_deposit_ends drop constraint application_deposit_ends_how_check;
alter table application_deposit_ends add constraint application_deposit_ends_how_check check (how in ('reversed', 'refunded', 'converted', 'forfeited'));

-- The bank tells a reference, and takes back a transaction: which deal is meant.
create unique index sale_deal_acts_by_reference on sale_deal_acts (exchange_id, (aside ->> 'reference')) where step = 'contracted';
create index sale_deal_acts_by_transaction on sale_deal_acts (exchange_id, (aside ->> 'bank'), (aside ->> 'transaction')) where step = 'paid';
