-- 统计. What cases come to, day by day: kept by the database beside the cases themselves, in the statement that changes them, so that a year of a million cases is read from
-- some thousand rows and never says anything else than the cases do. Answers of applicants, what another system handed over of a year before, and the targets of a year.

create table case_days (
  exchange_id  text   not null references exchanges,
  on_day       date   not null,
  unit         text   not null,
  item         text   not null,
  case_type    text   not null,
  accepted     bigint not null default 0,                                       -- by the day of acceptance
  accepted_low bigint not null default 0,                                       -- of these decided at level 1 or 2
  closed       bigint not null default 0,                                       -- by the day of the decision
  in_time      bigint not null default 0,
  limit_days   bigint not null default 0,                                       -- working days promised
  used_days    bigint not null default 0,                                       -- working days used, without pauses
  primary key (exchange_id, on_day, unit, item, case_type)
);

create function keep_case_days() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    insert into case_days as d (exchange_id, on_day, unit, item, case_type, accepted, accepted_low, closed, in_time, limit_days, used_days)
      select a.exchange_id, p.on_day, a.unit, a.item, a.case_type, sum(p.accepted), sum(p.low), sum(p.closed), sum(p.in_time), sum(p.limit_days), sum(p.used_days)
      from added a cross join lateral (values
        (a.accepted_on, 1, (coalesce(a.decided_level, 9) <= 2)::int, 0, 0, 0, 0),
        ((a.decided_at at time zone 'Asia/Shanghai')::date, 0, 0, 1, coalesce(a.in_time, false)::int, a.limit_days, coalesce(a.used_days, 0))
      ) as p(on_day, accepted, low, closed, in_time, limit_days, used_days)
      where p.on_day is not null group by a.exchange_id, p.on_day, a.unit, a.item, a.case_type order by a.exchange_id, p.on_day, a.unit, a.item, a.case_type
    on conflict (exchange_id, on_day, unit, item, case_type) do update set accepted = d.accepted + excluded.accepted, accepted_low = d.accepted_low + excluded.accepted_low,
      closed = d.closed + excluded.closed, in_time = d.in_time + excluded.in_time, limit_days = d.limit_days + excluded.limit_days, used_days = d.used_days + excluded.used_days;
    return null;
  end $$;
create function move_case_days() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    insert into case_days as d (exchange_id, on_day, unit, item, case_type, accepted, accepted_low, closed, in_time, limit_days, used_days)
      select new.exchange_id, p.on_day, p.unit, p.item, p.case_type, sum(p.accepted), sum(p.low), sum(p.closed), sum(p.in_time), sum(p.limit_days), sum(p.used_days)
      from (values
        (old.accepted_on, old.unit, old.item, old.case_type, -1, -(coalesce(old.decided_level, 9) <= 2)::int, 0, 0, 0, 0),
        ((old.decided_at at time zone 'Asia/Shanghai')::date, old.unit, old.item, old.case_type, 0, 0, -1, -coalesce(old.in_time, false)::int, -old.limit_days, -coalesce(old.used_days, 0)),
        (new.accepted_on, new.unit, new.item, new.case_type, 1, (coalesce(new.decided_level, 9) <= 2)::int, 0, 0, 0, 0),
        ((new.decided_at at time zone 'Asia/Shanghai')::date, new.unit, new.item, new.case_type, 0, 0, 1, coalesce(new.in_time, false)::int, new.limit_days, coalesce(new.used_days, 0))
      ) as p(on_day, unit, item, case_type, accepted, low, closed, in_time, limit_days, used_days)
      where p.on_day is not null group by p.on_day, p.unit, p.item, p.case_type order by p.on_day, p.unit, p.item, p.case_type
    on conflict (exchange_id, on_day, unit, item, case_type) do update set accepted = d.accepted + excluded.accepted, accepted_low = d.accepted_low + excluded.accepted_low,
      closed = d.closed + excluded.closed, in_time = d.in_time + excluded.in_time, limit_days = d.limit_days + excluded.limit_days, used_days = d.used_days + excluded.used_days;
    return null;
  end $$;
create trigger cases_count_their_days after insert on cases referencing new table as added for each statement execute function keep_case_days();
create trigger cases_move_their_days after update of accepted_on, decided_at, decided_level, in_time, used_days, limit_days, unit, item, case_type on cases for each row
  when ((old.accepted_on, old.decided_at, old.decided_level, old.in_time, old.used_days, old.limit_days, old.unit, old.item, old.case_type) is distinct from (new.accepted_on, new.decided_at, new.decided_level, new.in_time, new.used_days, new.limit_days, new.unit, new.item, new.case_type)
    and (old.accepted_on is not null or old.decided_at is not null or new.accepted_on is not null or new.decided_at is not null))
  execute function move_case_days();
create index cases_not_in_time on cases (exchange_id, due_on) where in_time is not true and due_on is not null;
create index cases_of_a_template on cases (exchange_id, template, decided_at) where template is not null and decided_at is not null;

create table case_answers (
  exchange_id text        not null,
  code        text        not null,
  grade       smallint    not null check (grade between 1 and 5),               -- 1 is very satisfied
  words       text        check (length(words) <= 1000),
  made_at     timestamptz not null,
  primary key (exchange_id, code),
  foreign key (exchange_id, code) references cases
);
create trigger case_answers_are_for_ever before update or delete on case_answers for each row execute function refuse_change();
create index case_answers_by_time on case_answers (exchange_id, made_at, grade);

create table figure_openings (
  exchange_id text        not null references exchanges,
  year        integer     not null check (year between 1990 and 2200),
  measure     text        not null,
  value       bigint      not null check (value >= 0),
  source      text        not null,                                             -- the document it was handed over by
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, year, measure)
);
create trigger figure_openings_are_for_ever before update or delete on figure_openings for each row execute function refuse_change();

create table figure_targets (
  exchange_id text        not null references exchanges,
  year        integer     not null check (year between 1990 and 2200),
  figure      text        not null,
  serial      integer     not null check (serial > 0),                          -- the last one holds
  value       text        not null,
  basis       text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, year, figure, serial)
);
create trigger figure_targets_are_for_ever before update or delete on figure_targets for each row execute function refuse_change();

grant select on case_days to daylight_app;
grant select, insert on case_answers, figure_openings, figure_targets to daylight_app;
select keep_apart('case_days');
select keep_apart('case_answers');
select keep_apart('figure_openings');
select keep_apart('figure_targets');
