-- A refund that its bank sends back leaves the deposit held again: it may end once more, and again in one way only.
alter table application_deposit_ends add column serial smallint not null default 1 check (serial >= 1);
alter table application_deposit_ends alter column serial drop default;
alter table application_deposit_ends drop constraint application_deposit_ends_pkey;
alter table application_deposit_ends add primary key (exchange_id, reference, bank, transaction, serial);

create table application_refund_returns (
  exchange_id  text        not null,
  reference    text        not null,
  bank         text        not null,
  transaction  text        not null,
  serial       smallint    not null,                                            -- of the end that came to nothing
  order_number text        not null,
  reason       text        not null,
  returned_on  date        not null,
  returned_at  timestamptz not null,
  primary key (exchange_id, reference, bank, transaction, serial),
  foreign key (exchange_id, reference, bank, transaction, serial) references application_deposit_ends
);
create trigger application_refund_returns_are_for_ever before update or delete on application_refund_returns for each row execute function refuse_change();
grant select, insert on application_refund_returns to daylight_app;
select keep_apart('application_refund_returns');
