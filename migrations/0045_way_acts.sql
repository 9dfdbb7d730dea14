-- After a procurement that ended for too few suppliers: what named experts found of its documents, and the change of way that was allowed (87号令 43; 74号令 28).

create table way_acts (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  kind        text        not null check (kind in ('finding', 'change')),
  file        bytea       not null,                                       -- way-finding/1 or way-change/1, whose hash is in the log
  made_by     text        not null,
  made_at     timestamptz not null,
  outbox_id   bigint      not null,
  primary key (exchange_id, tender_id, lot, kind),                        -- each is made once: nobody asks experts until they find what suits
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger way_acts_are_for_ever before update or delete on way_acts for each row execute function refuse_change();

grant select, insert on way_acts to daylight_app;
