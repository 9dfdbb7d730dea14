-- Plans before the tender: tender plans (招标计划) of works, procurement intentions (采购意向). Published as documents of their own; a tender names the one it follows.

create table plans (
  exchange_id   text        not null references exchanges,
  plan_id       text        not null check (plan_id ~ '^[A-Z][0-9]{10}P[0-9]{5}$'),   -- platform code 11 + P + serial 5
  line          text        not null,
  tenderer_name text        not null,
  tenderer_uscc text        not null,
  area          text,
  form          jsonb       not null,
  version       integer     not null default 1 check (version > 0),
  drafted_by    text        not null,                                     -- who wrote it last
  drafted_at    timestamptz not null,
  published_by  text,
  published_at  timestamptz,
  number        text,                                                     -- the document number (文号) of its notice
  primary key (exchange_id, plan_id),
  foreign key (exchange_id, area) references areas,
  constraint plan_published_whole check ((published_at is null) = (published_by is null) and (published_at is null) = (number is null)),
  constraint plan_four_eyes check (published_by <> drafted_by)
);
grant select, insert, update on plans to daylight_app;

create function keep_published_plan() returns trigger language plpgsql as $$
begin
  if old.published_at is not null then raise exception 'a published plan stays as it is'; end if;
  return new;
end $$;
create trigger published_plans_stay before update on plans for each row execute function keep_published_plan();
create trigger plans_are_not_deleted before delete on plans for each row execute function refuse_change();

-- A document is about a tender or about a plan.
alter table notices
  alter column tender_id drop not null,
  add column plan_id text,
  add constraint notices_of_a_plan foreign key (exchange_id, plan_id) references plans,
  add constraint notice_about_one check (num_nonnulls(tender_id, plan_id) = 1);
alter table notice_index
  alter column tender_id drop not null,
  add column plan_id text,
  add constraint index_about_one check (num_nonnulls(tender_id, plan_id) = 1);
create index notices_of_plans on notices (exchange_id, plan_id) where plan_id is not null;

-- The plan a tender follows, or why there was none.
alter table tenders
  add column plan_id     text,
  add column plan_exempt text check (plan_exempt <> ''),
  add constraint tenders_follow_a_plan foreign key (exchange_id, plan_id) references plans,
  add constraint plan_or_reason check (plan_id is null or plan_exempt is null);
create index tenders_of_plans on tenders (exchange_id, plan_id) where plan_id is not null;
