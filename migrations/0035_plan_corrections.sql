-- A published plan can be corrected: what stood before is kept, and its notice gets a further version. What counts from its publication counts from `counts_from`.

alter table plans
  add column edition     integer,                                          -- the version of its notice that stands; null until it is published
  add column counts_from timestamptz;                                      -- since when what a plan must say has been public

alter table plans disable trigger published_plans_stay;
update plans set edition = 1, counts_from = published_at where published_at is not null;
alter table plans enable trigger published_plans_stay;

alter table plans
  add constraint plan_edition_whole check ((published_at is null) = (edition is null) and (published_at is null) = (counts_from is null)),
  add constraint plan_counts_after_publication check (edition > 0 and counts_from >= published_at);

create table plan_corrections (
  exchange_id  text        not null,
  plan_id      text        not null,
  edition      integer     not null check (edition > 1),                   -- the version of the notice it makes
  version      integer     not null default 1 check (version > 0),         -- of the draft
  form         jsonb       not null,
  area         text,
  reason       text        not null check (reason <> ''),
  drafted_by   text        not null,
  drafted_at   timestamptz not null,
  published_by text,
  published_at timestamptz,
  primary key (exchange_id, plan_id, edition),
  foreign key (exchange_id, plan_id) references plans,
  foreign key (exchange_id, area) references areas,
  constraint correction_published_whole check ((published_at is null) = (published_by is null)),
  constraint correction_four_eyes check (published_by <> drafted_by)
);
grant select, insert, update on plan_corrections to daylight_app;

create function keep_published_correction() returns trigger language plpgsql as $$
begin
  if old.published_at is not null then raise exception 'a published correction stays as it is'; end if;
  return new;
end $$;
create trigger published_corrections_stay before update on plan_corrections for each row execute function keep_published_correction();
create trigger corrections_are_not_deleted before delete on plan_corrections for each row execute function refuse_change();

-- A published plan changes by the correction that makes its next edition, and in nothing else.
create or replace function keep_published_plan() returns trigger language plpgsql as $$
begin
  if old.published_at is null then return new; end if;
  if (new.exchange_id, new.plan_id, new.line, new.tenderer_name, new.tenderer_uscc, new.version, new.drafted_by, new.drafted_at, new.published_by, new.published_at, new.number)
    is distinct from (old.exchange_id, old.plan_id, old.line, old.tenderer_name, old.tenderer_uscc, old.version, old.drafted_by, old.drafted_at, old.published_by, old.published_at, old.number)
    or new.edition is distinct from old.edition + 1
    or not exists (select from plan_corrections as made where made.exchange_id = new.exchange_id and made.plan_id = new.plan_id and made.edition = new.edition and made.form = new.form
      and made.area is not distinct from new.area and made.published_at is not null and new.counts_from in (old.counts_from, made.published_at))
  then raise exception 'a published plan stays as it is but for a published correction'; end if;
  return new;
end $$;
