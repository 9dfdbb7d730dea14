-- The complaint during whose handling a lot is suspended (政府采购法 57): its thirty days are counted over all suspensions for it.

alter table lot_orders add column complaint_no text;
alter table lot_orders add foreign key (exchange_id, complaint_no) references complaints;
alter table lot_orders add check (complaint_no is null or kind <> 'resume');
