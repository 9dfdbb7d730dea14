-- What belongs to a rehearsal cannot stand in a live database, nor the other way round: by no mistake of ours, by no dump loaded over it.
-- The exchange's own roles cannot reach round this; who owns the database can, and then the log's name still says what it is.

create function refuse_rehearsal() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from installation where mode = 'live') then
    raise exception '%: a row of a rehearsal in a live database', tg_table_name using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- A clock that can be moved, tokens that lie in a file, texts to nobody's telephone, an actor chosen from a list.
create trigger no_rehearsal before insert or update on clocks for each row execute function refuse_rehearsal();
create trigger no_rehearsal before insert or update on tokens for each row execute function refuse_rehearsal();
create trigger no_rehearsal before insert or update on rehearsal_texts for each row execute function refuse_rehearsal();
create trigger no_rehearsal before insert or update on sessions for each row when (new.how = 'rehearsal') execute function refuse_rehearsal();
-- Every issuer of a rehearsal says 演练 in its name, as UTF-8.
create trigger no_rehearsal before insert or update on certificates for each row when (position('\xe6bc94e7bb83'::bytea in new.der) > 0) execute function refuse_rehearsal();

-- The log's name says the mode: <host>/<mode>/<8 hex>.
create function check_origin() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from installation where mode <> split_part(new.origin, '/', 2)) then
    raise exception 'exchanges: % in a database of the other mode', new.origin using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger origin_of_mode before insert or update on exchanges for each row execute function check_origin();

-- A database that holds rows of one mode is never stamped with the other, and the stamp stays.
create function check_stamp() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from exchanges where split_part(origin, '/', 2) <> new.mode)
    or (new.mode = 'live' and (exists (select from clocks) or exists (select from tokens) or exists (select from rehearsal_texts) or exists (select from sessions where how = 'rehearsal'))) then
    raise exception 'installation: this database holds rows of the other mode than %', new.mode using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger stamp_of_rows before insert on installation for each row execute function check_stamp();
create trigger stamp_stays before update or delete on installation for each row execute function refuse_change();
create trigger stamp_stays_whole before truncate on installation for each statement execute function refuse_change();

-- An office an invitation gives may keep opening keys.
alter table representative_invitations add column opener text;
