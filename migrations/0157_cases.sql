-- 办件. A case keeps what its clock comes to: when silence accepts it, when it is due, when its light turns next. The use cases write these columns, one statement
-- a day turns every light that is due. What counted on which day is worked out from the acceptance, the pauses and the calendar, and stored nowhere.

create table cases (
  exchange_id    text        not null references exchanges,
  code           text        not null,                                         -- whoever holds it reads where the case stands
  item           text        not null,
  item_version   integer     not null check (item_version > 0),                -- frozen at acceptance; until then the version it was filed under
  unit           text        not null,
  case_type      text        not null check (case_type in ('immediate', 'promised', 'joint', 'forwarded')),
  template       text,                                                         -- of a joint case
  applicant      text        not null,                                         -- the office that applied; of one who came to the window, the window's
  applicant_uscc text,
  applicant_name text        not null,
  phone          text,
  subject        text        not null,
  stake_fen      bigint      check (stake_fen >= 0),
  source         text        not null check (source in ('online', 'window', 'import')),
  state          text        not null,
  flags          text[]      not null default '{}',                            -- what makes it harder than its item
  level          smallint    not null check (level between 1 and 4),
  limit_days     integer     not null check (limit_days >= 0),
  extended_days  integer     not null default 0 check (extended_days >= 0),
  received_at    timestamptz,                                                  -- null while it is only filed in advance
  silence_at     timestamptz,                                                  -- null where silence accepts nothing
  noticed_at     timestamptz,                                                  -- of the last notice of corrections
  accepted_on    date,
  due_on         date,                                                         -- null while time stands still
  provisional    boolean     not null default false,                           -- the calendar of a year on the way is not loaded
  light          text        not null default 'green' check (light in ('green', 'yellow', 'red')),
  yellow_at      timestamptz,
  red_at         timestamptz,
  light_due_at   timestamptz,                                                  -- when the light turns next; null where it does not
  decided_at     timestamptz,
  decided_level  smallint,
  mandate        text,                                                         -- under which it was decided
  used_days      integer,
  in_time        boolean,
  deliver_due    date,
  delivered_at   timestamptz,
  fee_bill       text,
  trips          smallint    not null default 0 check (trips >= 0),
  made_by        text        not null,
  made_at        timestamptz not null,
  primary key (exchange_id, code)
);
create index cases_of_a_unit on cases (exchange_id, unit, state, due_on, code);
create index cases_of_an_item on cases (exchange_id, item) where state not in ('delivered', 'archived', 'withdrawn', 'not-accepted');
create index cases_of_an_applicant on cases (exchange_id, applicant, made_at desc);
create index cases_of_a_firm on cases (exchange_id, applicant_uscc, made_at desc) where applicant_uscc is not null;
create index cases_by_silence on cases (exchange_id, silence_at) where silence_at is not null;
create index cases_by_light on cases (exchange_id, light_due_at) where light_due_at is not null;
create index cases_that_run on cases (exchange_id, unit, light, due_on) where state in ('accepted', 'deemed-accepted', 'under-review', 'suspended');
create index cases_provisional on cases (exchange_id, code) where provisional;

create table case_steps (
  exchange_id text        not null,
  code        text        not null,
  serial      integer     not null check (serial > 0),
  step        text        not null,
  state       text        not null,
  words       jsonb       not null default '{}',                               -- reasons, points, remedies: what was said with it
  made_by     text        not null,
  person      text,
  made_at     timestamptz not null,
  primary key (exchange_id, code, serial),
  foreign key (exchange_id, code) references cases
);
create trigger case_steps_are_for_ever before update or delete on case_steps for each row execute function refuse_change();

create table case_materials (
  exchange_id text        not null,
  code        text        not null,
  material    text        not null,
  serial      integer     not null check (serial > 0),                         -- the last of a material counts
  name        text        not null,
  sha256      text        check (sha256 ~ '^[0-9a-f]{64}$'),                   -- null: handed over on paper
  size        bigint      not null check (size >= 0),
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, code, material, serial),
  foreign key (exchange_id, code) references cases
);
create trigger case_materials_are_for_ever before update or delete on case_materials for each row execute function refuse_change();

create table case_pauses (
  exchange_id   text        not null,
  code          text        not null,
  serial        integer     not null check (serial > 0),
  procedure     text        not null,
  reason        text        not null,
  expected_days integer     not null check (expected_days > 0),                -- told to the applicant in writing
  from_at       timestamptz not null,
  until_at      timestamptz,
  made_by       text        not null,
  primary key (exchange_id, code, serial),
  foreign key (exchange_id, code) references cases
);
create unique index case_pauses_one_at_a_time on case_pauses (exchange_id, code) where until_at is null;

create table case_papers (
  exchange_id text        not null,
  code        text        not null,
  kind        text        not null,
  serial      integer     not null check (serial > 0),
  paper_id    text        not null,
  json        bytea       not null,
  json_sha256 text        not null check (json_sha256 ~ '^[0-9a-f]{64}$'),
  pdf_sha256  text        not null check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  pdf_size    bigint      not null check (pdf_size > 0),
  outbox_id   bigint      not null,
  made_at     timestamptz not null,
  primary key (exchange_id, code, kind, serial),
  foreign key (exchange_id, code) references cases
);
create trigger case_papers_are_for_ever before update or delete on case_papers for each row execute function refuse_change();

create table case_lights (
  exchange_id text        not null,
  code        text        not null,
  light       text        not null check (light in ('yellow', 'red')),
  at          timestamptz not null,                                            -- when it turned by the calendar
  noticed_at  timestamptz not null,
  unit        text        not null,                                            -- whose it was
  notified    text[]      not null,
  primary key (exchange_id, code, light, at),
  foreign key (exchange_id, code) references cases
);
create trigger case_lights_are_for_ever before update or delete on case_lights for each row execute function refuse_change();
create index case_lights_of_a_unit on case_lights (exchange_id, unit, at desc);

create table case_supervisions (
  exchange_id text        not null,
  code        text        not null,
  opened_at   timestamptz not null,
  unit        text        not null,
  answer      text,
  answered_by text,
  answered_at timestamptz,
  primary key (exchange_id, code, opened_at),
  foreign key (exchange_id, code) references cases
);
create index case_supervisions_open on case_supervisions (exchange_id, opened_at) where answered_at is null;

create table case_misconduct (
  exchange_id text        not null,
  code        text        not null,
  serial      integer     not null check (serial > 0),
  kind        text        not null,
  facts       jsonb       not null,
  made_by     text        not null,                                            -- whose misconduct it is
  person      text,
  made_at     timestamptz not null,
  primary key (exchange_id, code, serial),
  foreign key (exchange_id, code) references cases
);
create trigger case_misconduct_is_for_ever before update or delete on case_misconduct for each row execute function refuse_change();

create table case_drafts (
  exchange_id text        not null references exchanges,
  draft       text        not null,
  owner       text        not null,
  item        text        not null,
  step        smallint    not null check (step between 1 and 5),
  body        jsonb       not null,
  made_at     timestamptz not null,
  changed_at  timestamptz not null,
  primary key (exchange_id, draft)
);
create unique index case_drafts_of_an_owner on case_drafts (exchange_id, owner, item);

create table approval_mandates (
  exchange_id text        not null references exchanges,
  mandate     text        not null,
  unit        text        not null,
  holder      text        not null,
  holder_name text        not null,
  items       text[]      not null check (cardinality(items) > 0),
  powers      text[]      not null check (cardinality(powers) > 0),
  limit_fen   bigint      check (limit_fen >= 0),
  from_on     date        not null,
  until_on    date        not null,
  seal        text        not null,                                            -- the approval seal that goes with it
  document    text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  revoked_by  text,
  revoked_at  timestamptz,
  reason      text,
  primary key (exchange_id, mandate),
  check (from_on <= until_on),
  check ((revoked_at is null) = (revoked_by is null and reason is null))
);
create unique index approval_mandates_by_seal on approval_mandates (exchange_id, seal);
create index approval_mandates_of_a_holder on approval_mandates (exchange_id, holder);

create table sitting_days (
  exchange_id text        not null references exchanges,
  unit        text        not null,
  on_day      date        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, unit, on_day)
);
create trigger sitting_days_are_for_ever before update or delete on sitting_days for each row execute function refuse_change();

grant select, insert, update on cases to daylight_app;
grant select, insert on case_steps, case_materials, case_papers, case_lights, case_misconduct, sitting_days to daylight_app;
grant select, insert, update (until_at) on case_pauses to daylight_app;
grant select, insert, update (answer, answered_by, answered_at) on case_supervisions to daylight_app;
grant select, insert, update, delete on case_drafts to daylight_app;
grant select, insert, update (revoked_by, revoked_at, reason) on approval_mandates to daylight_app;
select keep_apart('cases');
select keep_apart('case_steps');
select keep_apart('case_materials');
select keep_apart('case_pauses');
select keep_apart('case_papers');
select keep_apart('case_lights');
select keep_apart('case_supervisions');
select keep_apart('case_misconduct');
select keep_apart('case_drafts');
select keep_apart('approval_mandates');
select keep_apart('sitting_days');
