-- Appraisal of units, windows and staff by a published formula over the records, and what people of the centre took part in.

create table appraisal_formulas (
  exchange_id text        not null references exchanges,
  version     integer     not null check (version > 0),
  from_on     date        not null,
  file        bytea       not null,                                       -- appraisal/1
  sha256      text        not null check (sha256 = encode(sha256(file), 'hex')),
  outbox_id   bigint      not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, version),
  unique (exchange_id, from_on)
);
create trigger appraisal_formulas_are_for_ever before update or delete on appraisal_formulas for each row execute function refuse_change();

create table activities (
  exchange_id text        not null references exchanges,
  activity    text        not null check (activity ~ '^A[0-9]{4}-[0-9]{2,4}$'),
  kind        text        not null check (kind in ('training', 'exam', 'meeting', 'activity')),
  title       text        not null,
  day         date        not null,
  minutes     integer     not null check (minutes between 1 and 10000),
  words       text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, activity)
);
create trigger activities_are_for_ever before update or delete on activities for each row execute function refuse_change();

create table activity_people (
  exchange_id text        not null,
  activity    text        not null,
  actor_id    text        not null,
  primary key (exchange_id, activity, actor_id),
  foreign key (exchange_id, activity) references activities,
  foreign key (exchange_id, actor_id) references actors
);
create trigger activity_people_are_for_ever before update or delete on activity_people for each row execute function refuse_change();

grant select, insert on appraisal_formulas, activities, activity_people to daylight_app;
select keep_apart('appraisal_formulas');
select keep_apart('activities');
select keep_apart('activity_people');
