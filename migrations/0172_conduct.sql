-- How people of the centre work: who sits where, what the duty head finds on his way round, what becomes of it, and what people say of themselves.

create table window_seats (
  exchange_id text        not null references exchanges,
  number      integer     not null check (number between 1 and 9999),
  actor_id    text        not null,
  from_on     date        not null,
  until_on    date        check (until_on >= from_on),
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, number, actor_id, from_on),
  foreign key (exchange_id, actor_id) references actors,
  exclude using gist (exchange_id with =, actor_id with =, daterange(from_on, until_on, '[]') with &&)
);

create table patrols (
  exchange_id text        not null references exchanges,
  day         date        not null,
  note        text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, day)
);
create trigger patrols_are_for_ever before update or delete on patrols for each row execute function refuse_change();

create table patrol_attendance (
  exchange_id text        not null,
  day         date        not null,
  actor_id    text        not null,
  number      integer     not null,
  state       text        not null check (state in ('present', 'late', 'left-early', 'absent', 'leave')),
  primary key (exchange_id, day, actor_id),
  foreign key (exchange_id, day) references patrols,
  foreign key (exchange_id, actor_id) references actors
);
create trigger patrol_attendance_is_for_ever before update or delete on patrol_attendance for each row execute function refuse_change();

create table conduct_findings (
  exchange_id text        not null references exchanges,
  finding     text        not null check (finding ~ '^F[0-9]{4}-[0-9]{3,6}$'),
  source      text        not null check (source in ('patrol', 'supervisor')),
  kind        text        not null check (kind in ('late', 'left-early', 'absent', 'attitude', 'procedure', 'gift', 'other')),
  day         date        not null,
  about       text        not null,                                       -- the office of whom it is about
  number      integer,                                                    -- at which window
  words       text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, finding),
  foreign key (exchange_id, about) references actors
);
create trigger conduct_findings_are_for_ever before update or delete on conduct_findings for each row execute function refuse_change();

create table finding_steps (
  exchange_id text        not null,
  finding     text        not null,
  serial      integer     not null check (serial > 0),
  step        text        not null check (step in ('settle', 'notify', 'hear', 'silence', 'decide', 'drop', 'close')),
  sanction    text        check (sanction in ('reminder', 'criticism', 'notice', 'training', 'removal')),
  words       text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, finding, serial),
  foreign key (exchange_id, finding) references conduct_findings,
  check ((step = 'decide') = (sanction is not null))
);
create trigger finding_steps_are_for_ever before update or delete on finding_steps for each row execute function refuse_change();

create table refused_gifts (
  exchange_id text        not null references exchanges,
  gift        text        not null,
  actor_id    text        not null,                                       -- to whom it was offered
  offered_on  date        not null,
  giver       text        not null check (giver in ('applicant', 'firm', 'intermediary', 'unknown')),
  what        text        not null,
  disposal    text        not null check (disposal in ('refused', 'returned', 'handed-in')),
  made_at     timestamptz not null,
  primary key (exchange_id, gift),
  foreign key (exchange_id, actor_id) references actors
);
create trigger refused_gifts_are_for_ever before update or delete on refused_gifts for each row execute function refuse_change();

create table declared_interests (
  exchange_id text        not null references exchanges,
  actor_id    text        not null,
  serial      integer     not null check (serial > 0),
  has_none    boolean     not null,
  words       text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, actor_id, serial),
  foreign key (exchange_id, actor_id) references actors
);
create trigger declared_interests_are_for_ever before update or delete on declared_interests for each row execute function refuse_change();

grant select, insert on window_seats, patrols, patrol_attendance, conduct_findings, finding_steps, refused_gifts, declared_interests to daylight_app;
grant update (until_on) on window_seats to daylight_app;
select keep_apart('window_seats');
select keep_apart('patrols');
select keep_apart('patrol_attendance');
select keep_apart('conduct_findings');
select keep_apart('finding_steps');
select keep_apart('refused_gifts');
select keep_apart('declared_interests');
