-- The catalogue of fees: items in versions, each from a day on, none ever changed. Its hash is logged.

create table fee_items (
  exchange_id text        not null references exchanges,
  code        text        not null check (code ~ '^[0-9]{4,12}$'),
  version     integer     not null check (version > 0),
  from_on     date        not null,
  file        bytea       not null,                                       -- fee-item/1
  sha256      text        not null check (sha256 = encode(sha256(file), 'hex')),
  outbox_id   bigint      not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, code, version),
  unique (exchange_id, code, from_on)
);
create trigger fee_items_are_for_ever before update or delete on fee_items for each row execute function refuse_change();

grant select, insert on fee_items to daylight_app;
select keep_apart('fee_items');
