-- 督办. The day to answer a red light is moved by nobody, but for one reason: it was counted over days that no calendar knew, and now one does.

create or replace function supervision_stays() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then raise exception 'a case of supervision is never erased' using errcode = 'insufficient_privilege'; end if;
    if (old.code, old.opened_at, old.unit) is distinct from (new.code, new.opened_at, new.unit) then raise exception 'a case of supervision stays what it was' using errcode = 'insufficient_privilege'; end if;
    if old.answered_at is not null and (old.answer, old.answered_by, old.answered_at) is distinct from (new.answer, new.answered_by, new.answered_at) then raise exception 'a red light is answered once' using errcode = 'insufficient_privilege'; end if;
    if old.due_at is not null and old.due_at is distinct from new.due_at and (new.due_at is null or old.answered_at is not null or old.told_at is not null
      or ((old.due_at - interval '1 millisecond') at time zone 'Asia/Shanghai')::date <= (select max(covered_until) from calendar_loads where exchange_id = old.exchange_id)) then
      raise exception 'the clock of supervision is not moved' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end $$;
