-- 放假安排. Up to which day the calendar was known when an exchange last looked: a release that knows a further year has the cases counted anew that ran into it.

create table calendar_loads (
  exchange_id   text        not null references exchanges,
  covered_until date        not null,
  loaded_at     timestamptz not null,
  outbox_id     bigint,                                                        -- null of the calendar an exchange began with
  primary key (exchange_id, covered_until)
);
create trigger calendar_loads_are_for_ever before update or delete on calendar_loads for each row execute function refuse_change();
grant select, insert on calendar_loads to daylight_app;
select keep_apart('calendar_loads');
