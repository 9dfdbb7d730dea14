-- Meetings of the concierge service with their decisions, intermediaries that are invited too, one-time notices (告知单), and how concierges are appraised.

create table intermediaries (
  exchange_id  text        not null references exchanges,
  intermediary text        not null,
  uscc         text        not null check (uscc ~ '^[0-9A-Z]{18}$'),
  name         text        not null check (name <> ''),
  services     text        not null,
  contact      text        not null,
  phone        text        not null,
  is_active    boolean     not null default true,
  entered_by   text        not null,
  entered_at   timestamptz not null,
  primary key (exchange_id, intermediary),
  unique (exchange_id, uscc)
);

create table coordination_meetings (
  exchange_id text        not null references exchanges,
  meeting     text        not null,
  kind        text        not null check (kind in ('coordination', 'answers')),
  project     text,                                                        -- null: a periodic meeting, of no one project
  level       integer     not null check (level between 1 and 3),
  title       text        not null check (title <> ''),
  place       text        not null,
  meets_at    timestamptz not null,
  minutes     text,
  called_by   text        not null,
  called_at   timestamptz not null,
  held_by     text,
  held_at     timestamptz,                                                 -- when its minutes were written
  primary key (exchange_id, meeting),
  foreign key (exchange_id, project) references investment_projects,
  check (kind = 'coordination' or project is not null),
  check ((minutes is null) = (held_by is null) and (minutes is null) = (held_at is null))
);
create index coordination_meetings_by_project on coordination_meetings (exchange_id, project);

create table meeting_guests (
  exchange_id text    not null,
  meeting     text    not null,
  kind        text    not null check (kind in ('unit', 'intermediary')),
  code        text    not null,                                            -- of the unit or the intermediary
  came        boolean,                                                     -- null until it was held
  primary key (exchange_id, meeting, kind, code),
  foreign key (exchange_id, meeting) references coordination_meetings
);

create table meeting_decisions (
  exchange_id text        not null,
  meeting     text        not null,
  serial      integer     not null check (serial > 0),
  text        text        not null check (text <> ''),
  unit_code   text        not null,
  owner       text        not null check (owner <> ''),
  due_on      date        not null,
  done_text   text,
  done_by     text,
  done_at     timestamptz,
  primary key (exchange_id, meeting, serial),
  foreign key (exchange_id, meeting) references coordination_meetings,
  foreign key (exchange_id, unit_code) references units,
  check ((done_text is null) = (done_by is null) and (done_text is null) = (done_at is null))
);

-- One-time notices as sealed: of one unit’s items for everybody, or of one meeting.
create table told_once_papers (
  exchange_id text        not null references exchanges,
  paper_id    text        not null,
  unit_code   text,
  meeting     text,
  json        bytea       not null,
  json_sha256 text        not null check (json_sha256 = encode(sha256(json), 'hex')),
  pdf_sha256  text        not null,
  pdf_size    bigint      not null,
  outbox_id   bigint      not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, paper_id),
  foreign key (exchange_id, unit_code) references units,
  foreign key (exchange_id, meeting) references coordination_meetings,
  check ((unit_code is null) <> (meeting is null))
);
create unique index told_once_by_meeting on told_once_papers (exchange_id, meeting) where meeting is not null;
create trigger told_once_papers_are_for_ever before update or delete on told_once_papers for each row execute function refuse_change();

create table concierge_appraisals (
  exchange_id text        not null,
  concierge   text        not null,
  from_on     date        not null,
  until_on    date        not null,
  figures     jsonb       not null,                                        -- what the grade was worked out from
  grade       text        not null check (grade in ('excellent', 'competent', 'deficient')),
  words       text        not null,
  measure     text        check (measure in ('talk', 'criticism', 'removal')),
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, concierge, until_on),
  foreign key (exchange_id, concierge) references concierges,
  check (from_on <= until_on),
  check (grade <> 'deficient' or measure is not null)                      -- 违章必究
);
create trigger concierge_appraisals_are_for_ever before update or delete on concierge_appraisals for each row execute function refuse_change();

alter table service_log drop constraint service_log_kind_check;
alter table service_log add constraint service_log_kind_check check (kind in ('registered', 'proposed', 'chosen', 'raised', 'dispatch', 'start', 'escalate', 'solve', 'rate', 'note', 'stage', 'meeting', 'told-once', 'supervise'));

grant select, insert, update on intermediaries, coordination_meetings, meeting_guests, meeting_decisions to daylight_app;
grant select, insert on told_once_papers, concierge_appraisals to daylight_app;
select keep_apart('intermediaries');
select keep_apart('coordination_meetings');
select keep_apart('meeting_guests');
select keep_apart('meeting_decisions');
select keep_apart('told_once_papers');
select keep_apart('concierge_appraisals');
