-- 督办. A case of supervision has a clock of its own: until when it is answered, and when it was told that nobody did. Its answer stands for ever.

alter table case_supervisions
  add column due_at  timestamptz,                                              -- 24:00 of the last day to answer; null until the keeper counted it
  add column told_at timestamptz;                                              -- when it was told that the day is over without an answer
create index case_supervisions_uncounted on case_supervisions (exchange_id, opened_at) where due_at is null;
create index case_supervisions_due on case_supervisions (exchange_id, due_at) where answered_at is null and told_at is null;

create function supervision_stays() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then raise exception 'a case of supervision is never erased' using errcode = 'insufficient_privilege'; end if;
    if (old.code, old.opened_at, old.unit) is distinct from (new.code, new.opened_at, new.unit) then raise exception 'a case of supervision stays what it was' using errcode = 'insufficient_privilege'; end if;
    if old.answered_at is not null and (old.answer, old.answered_by, old.answered_at) is distinct from (new.answer, new.answered_by, new.answered_at) then raise exception 'a red light is answered once' using errcode = 'insufficient_privilege'; end if;
    if old.due_at is not null and old.due_at is distinct from new.due_at then raise exception 'the clock of supervision is not moved' using errcode = 'insufficient_privilege'; end if;
    return new;
  end $$;
create trigger case_supervisions_stay before update or delete on case_supervisions for each row execute function supervision_stays();
grant update (due_at, told_at) on case_supervisions to daylight_app;
