-- How a guarantee ends, once: whoever refunds it, keeps it or takes it back writes the one row there can be. Who enters one by hand never learns of another that came by the bank or an issuer: each way has its own.

create table guarantee_ends (
  exchange_id text        not null,
  reference   text        not null,
  cause       text        not null check (cause in ('reversed', 'refund', 'forfeit', 'convert')),
  ended_at    timestamptz not null,
  primary key (exchange_id, reference),
  foreign key (exchange_id, reference) references guarantees (exchange_id, reference)
);
insert into guarantee_ends (exchange_id, reference, cause, ended_at) select distinct on (exchange_id, reference) exchange_id, reference, 'refund', recorded_at from refunds order by exchange_id, reference, attempt;
create trigger guarantee_ends_are_for_ever before update or delete on guarantee_ends for each row execute function refuse_change();

alter table guarantees drop constraint guarantees_exchange_id_tender_id_lot_bidder_key;
alter table guarantees add column way text not null default 'hand' check (way in ('hand', 'bank', 'issuer'));
update guarantees set way = 'bank' where entered_by = 'bank';
alter table guarantees add column serial integer not null default 1 check (serial > 0);
alter table guarantees add unique (exchange_id, tender_id, lot, bidder, way, serial);

-- Which credit of the bank it is; null of what did not come by the bank.
alter table guarantees add column bank text, add column transaction text;
update guarantees as g set bank = c.bank, transaction = c.transaction
  from deposit_numbers as n
  join bank_sub_accounts as s on s.exchange_id = n.exchange_id and s.purpose = 'deposit' and s.reference = n.reference
  join bank_credits as c on c.exchange_id = s.exchange_id and c.sub = s.number and c.fault is null
  where g.entered_by = 'bank' and n.exchange_id = g.exchange_id and n.tender_id = g.tender_id and n.lot = g.lot and n.bidder = g.bidder;
create trigger guarantees_are_for_ever before update or delete on guarantees for each row execute function refuse_change();
alter table guarantees add check (entered_by <> 'bank' or transaction is not null), add check ((bank is null) = (transaction is null));
create unique index guarantees_of_credits on guarantees (exchange_id, bank, transaction) where transaction is not null;

-- The next of a firm, by the same way, has the next number; while one stands it is the same number, and there is none beside it.
create function number_guarantee() returns trigger language plpgsql as $$
begin
  new.way := case when new.entered_by in ('bank', 'issuer') then new.entered_by else 'hand' end;
  new.serial := 1 + (select count(*) from guarantees as g join guarantee_ends as e on e.exchange_id = g.exchange_id and e.reference = g.reference
    where g.exchange_id = new.exchange_id and g.tender_id = new.tender_id and g.lot = new.lot and g.bidder = new.bidder and g.way = new.way);
  return new;
end $$;
create trigger guarantees_are_numbered before insert on guarantees for each row execute function number_guarantee();

grant select, insert on guarantee_ends to daylight_app;
select keep_apart('guarantee_ends');
