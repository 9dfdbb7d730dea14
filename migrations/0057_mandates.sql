-- Mandates: what an agency may do for a tenderer or purchaser, in the bytes both signed (招标投标法 15; 政府采购法 20).
create table mandates (
  exchange_id        text        not null references exchanges,
  mandate_id         text        not null check (mandate_id ~ '^m-[0-9a-f]{16}$'),
  tenderer_uscc      text        not null,
  agency_uscc        text        not null check (agency_uscc <> tenderer_uscc),
  scope              text[],                                -- codes of projects and tenders; null: all of the tenderer's
  acts               text[]      not null check (cardinality(acts) > 0),
  from_at            timestamptz not null,
  until_at           timestamptz not null check (until_at > from_at),
  file               bytea       not null,                  -- mandate/1, canonical
  sha256             text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  offered_by         text        not null,
  offered_at         timestamptz not null,
  tenderer_signature bytea       not null,
  accepted_by        text,
  accepted_at        timestamptz,
  agency_signature   bytea,
  ended_by           text,
  ended_at           timestamptz,
  ended_side         text check (ended_side in ('tenderer', 'agency')),
  reason             text,
  primary key (exchange_id, mandate_id),
  foreign key (exchange_id, tenderer_uscc) references organisations (exchange_id, uscc),
  foreign key (exchange_id, agency_uscc) references organisations (exchange_id, uscc),
  check ((accepted_at is null) = (agency_signature is null) and (accepted_at is null) = (accepted_by is null)),
  check ((ended_at is null) = (reason is null) and (ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_side is null))
);
create index mandates_of_tenderer on mandates (exchange_id, tenderer_uscc);
create index mandates_of_agency on mandates (exchange_id, agency_uscc);
select keep_apart('mandates');
grant select, insert on mandates to daylight_app;
grant update (accepted_by, accepted_at, agency_signature, ended_by, ended_at, ended_side, reason) on mandates to daylight_app;

-- What was signed or ended stays so.
create function mandates_go_forward() returns trigger language plpgsql as $$
begin
  if old.ended_at is not null or (old.accepted_at is not null and new.accepted_at is distinct from old.accepted_at) then
    raise exception 'a mandate that was signed or ended stays so';
  end if;
  return new;
end $$;
create trigger mandates_forward before update on mandates for each row execute function mandates_go_forward();
create trigger mandates_stay before delete on mandates for each row execute function refuse_change();

-- An office at a principal, held by somebody of its agency: what it may do is what the mandates say now.
alter table actors add column agency_uscc text, add foreign key (exchange_id, agency_uscc) references organisations (exchange_id, uscc), add check (agency_uscc is null or role = 'tenderer');
create unique index one_office_at_principal on actors (exchange_id, person_id, org_uscc, agency_uscc) where agency_uscc is not null and ended_at is null;
