-- What cases come to is asked for by whole months, so it is kept by months: a year of two hundred items is two thousand rows and not sixty thousand. Answers are counted beside it, grade by grade.

create table case_months (
  exchange_id  text   not null references exchanges,
  month        date   not null check (extract(day from month) = 1),            -- its first day
  unit         text   not null,
  item         text   not null,
  case_type    text   not null,
  accepted     bigint not null default 0,                                       -- by the day of acceptance
  accepted_low bigint not null default 0,                                       -- of these decided at level 1 or 2
  closed       bigint not null default 0,                                       -- by the day of the decision
  in_time      bigint not null default 0,
  limit_days   bigint not null default 0,                                       -- working days promised
  used_days    bigint not null default 0,                                       -- working days used, without pauses
  primary key (exchange_id, month, unit, item, case_type)
);
insert into case_months select exchange_id, date_trunc('month', on_day)::date, unit, item, case_type, sum(accepted), sum(accepted_low), sum(closed), sum(in_time), sum(limit_days), sum(used_days) from case_days group by 1, 2, 3, 4, 5;

drop trigger cases_count_their_days on cases;
drop trigger cases_move_their_days on cases;
drop function keep_case_days();
drop function move_case_days();
drop table case_days;

create function keep_case_months() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    insert into case_months as d (exchange_id, month, unit, item, case_type, accepted, accepted_low, closed, in_time, limit_days, used_days)
      select a.exchange_id, p.month, a.unit, a.item, a.case_type, sum(p.accepted), sum(p.low), sum(p.closed), sum(p.in_time), sum(p.limit_days), sum(p.used_days)
      from added a cross join lateral (values
        (date_trunc('month', a.accepted_on)::date, 1, (coalesce(a.decided_level, 9) <= 2)::int, 0, 0, 0, 0),
        (date_trunc('month', a.decided_at at time zone 'Asia/Shanghai')::date, 0, 0, 1, coalesce(a.in_time, false)::int, a.limit_days, coalesce(a.used_days, 0))
      ) as p(month, accepted, low, closed, in_time, limit_days, used_days)
      where p.month is not null group by a.exchange_id, p.month, a.unit, a.item, a.case_type order by a.exchange_id, p.month, a.unit, a.item, a.case_type
    on conflict (exchange_id, month, unit, item, case_type) do update set accepted = d.accepted + excluded.accepted, accepted_low = d.accepted_low + excluded.accepted_low,
      closed = d.closed + excluded.closed, in_time = d.in_time + excluded.in_time, limit_days = d.limit_days + excluded.limit_days, used_days = d.used_days + excluded.used_days;
    return null;
  end $$;
create function move_case_months() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    insert into case_months as d (exchange_id, month, unit, item, case_type, accepted, accepted_low, closed, in_time, limit_days, used_days)
      select new.exchange_id, p.month, p.unit, p.item, p.case_type, sum(p.accepted), sum(p.low), sum(p.closed), sum(p.in_time), sum(p.limit_days), sum(p.used_days)
      from (values
        (date_trunc('month', old.accepted_on)::date, old.unit, old.item, old.case_type, -1, -(coalesce(old.decided_level, 9) <= 2)::int, 0, 0, 0, 0),
        (date_trunc('month', old.decided_at at time zone 'Asia/Shanghai')::date, old.unit, old.item, old.case_type, 0, 0, -1, -coalesce(old.in_time, false)::int, -old.limit_days, -coalesce(old.used_days, 0)),
        (date_trunc('month', new.accepted_on)::date, new.unit, new.item, new.case_type, 1, (coalesce(new.decided_level, 9) <= 2)::int, 0, 0, 0, 0),
        (date_trunc('month', new.decided_at at time zone 'Asia/Shanghai')::date, new.unit, new.item, new.case_type, 0, 0, 1, coalesce(new.in_time, false)::int, new.limit_days, coalesce(new.used_days, 0))
      ) as p(month, unit, item, case_type, accepted, low, closed, in_time, limit_days, used_days)
      where p.month is not null group by p.month, p.unit, p.item, p.case_type order by p.month, p.unit, p.item, p.case_type
    on conflict (exchange_id, month, unit, item, case_type) do update set accepted = d.accepted + excluded.accepted, accepted_low = d.accepted_low + excluded.accepted_low,
      closed = d.closed + excluded.closed, in_time = d.in_time + excluded.in_time, limit_days = d.limit_days + excluded.limit_days, used_days = d.used_days + excluded.used_days;
    return null;
  end $$;
create trigger cases_count_their_months after insert on cases referencing new table as added for each statement execute function keep_case_months();
create trigger cases_move_their_months after update of accepted_on, decided_at, decided_level, in_time, used_days, limit_days, unit, item, case_type on cases for each row
  when ((old.accepted_on, old.decided_at, old.decided_level, old.in_time, old.used_days, old.limit_days, old.unit, old.item, old.case_type) is distinct from (new.accepted_on, new.decided_at, new.decided_level, new.in_time, new.used_days, new.limit_days, new.unit, new.item, new.case_type)
    and (old.accepted_on is not null or old.decided_at is not null or new.accepted_on is not null or new.decided_at is not null))
  execute function move_case_months();

create table answer_months (
  exchange_id  text     not null references exchanges,
  month        date     not null check (extract(day from month) = 1),
  unit         text     not null,
  grade        smallint not null check (grade between 1 and 5),
  answers      bigint   not null default 0,
  primary key (exchange_id, month, unit, grade)
);
create function keep_answer_months() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    insert into answer_months as m (exchange_id, month, unit, grade, answers)
      select exchange_id, date_trunc('month', made_at at time zone 'Asia/Shanghai')::date as month, unit, grade, count(*) from added group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (exchange_id, month, unit, grade) do update set answers = m.answers + excluded.answers;
    return null;
  end $$;
insert into answer_months select exchange_id, date_trunc('month', made_at at time zone 'Asia/Shanghai')::date, unit, grade, count(*) from case_answers group by 1, 2, 3, 4;
create trigger case_answers_count_their_months after insert on case_answers referencing new table as added for each statement execute function keep_answer_months();
drop index case_answers_of_a_unit;

grant select on case_months, answer_months to daylight_app;
select keep_apart('case_months');
select keep_apart('answer_months');
