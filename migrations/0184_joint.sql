-- 并联审批. One application, one set of materials, one officer who answers for it; each unit's part is a case of its own in `cases`, which has its clock and its lights.
-- `cases.template` stays with what files of other systems bring: a joint case of theirs is one case.

alter table cases add column joint text;                                       -- of a member's case: the joint case it is part of

create table joint_cases (
  exchange_id    text        not null references exchanges,
  joint          text        not null,                                         -- whoever holds it reads where the case stands
  template       text        not null,
  unit           text        not null,                                         -- the lead
  applicant      text        not null,
  applicant_uscc text,
  applicant_name text        not null,
  phone          text,
  subject        text        not null,
  form           jsonb       not null,                                         -- what was asked once
  state          text        not null,
  stage          smallint    not null default 0 check (stage >= 0),            -- the stage in hand; 0 before the materials are shared
  limit_days     integer     not null check (limit_days > 0),
  silence_agrees boolean     not null,                                         -- whether local rules took silence for consent when it was opened
  received_at    timestamptz not null,
  silence_at     timestamptz,                                                  -- when silence accepts it; null where it accepts nothing
  accepted_on    date,
  due_on         date,                                                         -- null while time stands still
  provisional    boolean     not null default false,
  red_at         timestamptz,
  overdue_at     timestamptz,                                                  -- noted once, never taken back
  merged_at      timestamptz,
  outcome        text        check (outcome in ('agreed', 'objected')),
  decided_at     timestamptz,
  used_days      integer,
  in_time        boolean,
  deliver_due    date,
  fee_bill       text,
  delivered_at   timestamptz,
  made_at        timestamptz not null,
  primary key (exchange_id, joint),
  check ((merged_at is null) = (outcome is null))
);
create index joint_cases_of_an_applicant on joint_cases (exchange_id, applicant, made_at desc);
create index joint_cases_by_silence on joint_cases (exchange_id, silence_at) where silence_at is not null;
create index joint_cases_by_red on joint_cases (exchange_id, red_at) where overdue_at is null and decided_at is null and red_at is not null;
create index joint_cases_of_a_template on joint_cases (exchange_id, template, decided_at) where decided_at is not null;

create table joint_members (
  exchange_id  text        not null,
  joint        text        not null,
  item         text        not null,
  item_version integer     not null check (item_version > 0),
  unit         text        not null,
  stage        smallint    not null check (stage > 0),
  days         integer     not null check (days >= 0),
  code         text,                                                           -- its case; null until its stage begins
  opinion      text        check (opinion in ('agree', 'object')),
  words        text,
  document     text,                                                           -- number of the licence or opinion
  opined_by    text,
  person       text,
  opined_at    timestamptz,
  silent_at    timestamptz,                                                    -- the end of its time, where nothing came by then: never taken back
  counted      text        check (counted in ('ahead', 'agreed', 'objected', 'silent')), -- what the merge took it for
  primary key (exchange_id, joint, item),
  foreign key (exchange_id, joint) references joint_cases,
  foreign key (exchange_id, code) references cases,
  check ((opinion is null) = (opined_at is null and opined_by is null and words is null))
);
create unique index joint_members_by_case on joint_members (exchange_id, code) where code is not null;
create index joint_members_of_a_unit on joint_members (exchange_id, unit, joint);

-- What was said once stays said, and is counted once.
create function joint_members_stay() returns trigger language plpgsql as $$
begin
  if (old.opinion is not null and (new.opinion, new.words, new.opined_by, new.opined_at) is distinct from (old.opinion, old.words, old.opined_by, old.opined_at))
    or (old.silent_at is not null and new.silent_at is distinct from old.silent_at) or (old.counted is not null and (new.counted is distinct from old.counted or new.opinion is distinct from old.opinion))
    or (old.code is not null and new.code is distinct from old.code) then
    raise exception 'what a member of % said stays', old.joint;
  end if;
  return new;
end $$;
create trigger joint_members_stay before update on joint_members for each row execute function joint_members_stay();

create table joint_steps (
  exchange_id text        not null,
  joint       text        not null,
  serial      integer     not null check (serial > 0),
  step        text        not null,
  state       text        not null,
  unit        text,                                                            -- whose it is, where it is a member's
  words       jsonb       not null default '{}',
  made_by     text        not null,
  person      text,
  made_at     timestamptz not null,
  primary key (exchange_id, joint, serial),
  foreign key (exchange_id, joint) references joint_cases
);
create unique index joint_steps_merge_once on joint_steps (exchange_id, joint) where step = 'merge';
create trigger joint_steps_are_for_ever before update or delete on joint_steps for each row execute function refuse_change();

create table joint_needs (
  exchange_id text        not null,
  joint       text        not null,
  serial      integer     not null check (serial > 0),
  item        text        not null,                                            -- the member's
  material    text        not null,
  what        text        not null,
  standard    text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, joint, serial),
  foreign key (exchange_id, joint) references joint_cases
);
create trigger joint_needs_are_for_ever before update or delete on joint_needs for each row execute function refuse_change();

create table joint_materials (
  exchange_id text        not null,
  joint       text        not null,
  material    text        not null,
  serial      integer     not null check (serial > 0),
  name        text        not null,
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size        bigint      not null check (size >= 0),
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, joint, material, serial),
  foreign key (exchange_id, joint) references joint_cases
);
create trigger joint_materials_are_for_ever before update or delete on joint_materials for each row execute function refuse_change();

-- 一责终身: rows are never taken back; a hand-over counts from its confirmation.
create table joint_officers (
  exchange_id  text        not null,
  joint        text        not null,
  serial       integer     not null check (serial > 0),
  actor        text        not null,
  name         text        not null,
  reason       text        not null,
  handed_by    text        not null,
  handed_at    timestamptz not null,
  confirmed_at timestamptz,
  primary key (exchange_id, joint, serial),
  foreign key (exchange_id, joint) references joint_cases
);
create index joint_officers_of_an_office on joint_officers (exchange_id, actor);

create table joint_pauses (
  exchange_id   text        not null,
  joint         text        not null,
  serial        integer     not null check (serial > 0),
  procedure     text        not null,
  items         text[]      not null check (cardinality(items) > 0),           -- the members that wait for it
  reason        text        not null,
  expected_days integer     not null check (expected_days > 0),
  from_at       timestamptz not null,
  until_at      timestamptz,
  conclusion    text,
  made_by       text        not null,
  primary key (exchange_id, joint, serial),
  foreign key (exchange_id, joint) references joint_cases,
  check ((until_at is null) = (conclusion is null))
);
create unique index joint_pauses_one_at_a_time on joint_pauses (exchange_id, joint) where until_at is null;

create table joint_meetings (
  exchange_id text        not null,
  joint       text        not null,
  serial      integer     not null check (serial > 0),
  number      text        not null,                                            -- of its minutes
  held_on     date        not null,
  place       text        not null,
  present     jsonb       not null,                                            -- [{unit, person}]
  minutes     text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, joint, serial),
  foreign key (exchange_id, joint) references joint_cases
);
create unique index joint_meetings_by_number on joint_meetings (exchange_id, number);
create trigger joint_meetings_are_for_ever before update or delete on joint_meetings for each row execute function refuse_change();

create table joint_tasks (
  exchange_id text        not null,
  joint       text        not null,
  meeting     integer     not null,
  serial      integer     not null check (serial > 0),
  what        text        not null,
  unit        text        not null,                                            -- who does it
  due_on      date        not null,
  done_by     text,
  done_at     timestamptz,
  done_words  text,
  primary key (exchange_id, joint, meeting, serial),
  foreign key (exchange_id, joint, meeting) references joint_meetings,
  check ((done_at is null) = (done_by is null and done_words is null))
);

create table joint_papers (
  exchange_id text        not null,
  joint       text        not null,
  kind        text        not null,
  serial      integer     not null check (serial > 0),
  paper_id    text        not null,
  json        bytea       not null,
  json_sha256 text        not null check (json_sha256 ~ '^[0-9a-f]{64}$'),
  pdf_sha256  text        not null check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  pdf_size    bigint      not null check (pdf_size > 0),
  outbox_id   bigint      not null,
  made_at     timestamptz not null,
  primary key (exchange_id, joint, kind, serial),
  foreign key (exchange_id, joint) references joint_cases
);
create trigger joint_papers_are_for_ever before update or delete on joint_papers for each row execute function refuse_change();

create table joint_drafts (
  exchange_id text        not null references exchanges,
  owner       text        not null,
  template    text        not null,
  body        jsonb       not null,
  made_at     timestamptz not null,
  changed_at  timestamptz not null,
  primary key (exchange_id, owner, template)
);

grant select, insert on joint_cases, joint_members, joint_steps, joint_needs, joint_materials, joint_officers, joint_pauses, joint_meetings, joint_tasks, joint_papers to daylight_app;
grant update (state, stage, silence_at, accepted_on, due_on, provisional, red_at, overdue_at, merged_at, outcome, decided_at, used_days, in_time, deliver_due, fee_bill, delivered_at) on joint_cases to daylight_app;
grant update (item_version, code, opinion, words, document, opined_by, person, opined_at, silent_at, counted) on joint_members to daylight_app;
grant update (confirmed_at) on joint_officers to daylight_app;
grant update (until_at, conclusion) on joint_pauses to daylight_app;
grant update (done_by, done_at, done_words) on joint_tasks to daylight_app;
grant select, insert, update, delete on joint_drafts to daylight_app;
select keep_apart('joint_cases');
select keep_apart('joint_members');
select keep_apart('joint_steps');
select keep_apart('joint_needs');
select keep_apart('joint_materials');
select keep_apart('joint_officers');
select keep_apart('joint_pauses');
select keep_apart('joint_meetings');
select keep_apart('joint_tasks');
select keep_apart('joint_papers');
select keep_apart('joint_drafts');
