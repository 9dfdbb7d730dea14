-- A lot whose experts are appointed without a draw, on its legal ground alone (条例 47; 87号令 48).

create table panel_appointments (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  file        bytea       not null,                                       -- appointment/1, whose hash is in the log
  made_by     text        not null,
  made_at     timestamptz not null,
  outbox_id   bigint      not null,
  primary key (exchange_id, tender_id, lot),                              -- said once, before anybody sits
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger panel_appointments_are_for_ever before update or delete on panel_appointments for each row execute function refuse_change();

grant select, insert on panel_appointments to daylight_app;
select keep_apart('panel_appointments');
