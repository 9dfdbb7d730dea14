-- What tenderers, the exchange and supervisors say of an expert after an evaluation, and what he answers. Each is only ever added.

create table expert_assessments (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  label       text        not null,
  serial      integer     not null check (serial > 0),                    -- of one side the last counts
  expert_id   text        not null,                                       -- the office he judges in
  side        text        not null check (side in ('tenderer', 'exchange', 'supervisor')),
  items       jsonb       not null,                                       -- each item with its level
  reason      text,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, tender_id, lot, label, serial),
  foreign key (exchange_id, tender_id, lot, label) references panel_members
);
create index expert_assessments_by_expert on expert_assessments (exchange_id, expert_id, made_at);
create trigger expert_assessments_are_for_ever before update or delete on expert_assessments for each row execute function refuse_change();

create table assessment_answers (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  label       text        not null,
  serial      integer     not null,
  answer      text        not null,
  made_by     text        not null,                                       -- the expert’s office
  made_at     timestamptz not null,
  primary key (exchange_id, tender_id, lot, label, serial),
  foreign key (exchange_id, tender_id, lot, label, serial) references expert_assessments
);
create trigger assessment_answers_are_for_ever before update or delete on assessment_answers for each row execute function refuse_change();

grant select, insert on expert_assessments, assessment_answers to daylight_app;
select keep_apart('expert_assessments');
select keep_apart('assessment_answers');
