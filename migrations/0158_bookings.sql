-- 网上预约、在线咨询. A time at the window takes as many people as it has places: the row counts them, and the database refuses one more.

create table service_slots (
  exchange_id text        not null references exchanges,
  slot        text        not null,
  unit        text        not null,
  from_at     timestamptz not null,
  until_at    timestamptz not null,
  places      integer     not null check (places between 1 and 500),
  taken       integer     not null default 0,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, slot),
  unique (exchange_id, unit, from_at),
  constraint slots_within_places check (taken between 0 and places),
  check (from_at < until_at)
);

create table visit_bookings (
  exchange_id  text        not null,
  slot         text        not null,
  owner        text        not null,
  made_at      timestamptz not null,
  cancelled_at timestamptz,
  serial       integer     not null check (serial > 0),
  primary key (exchange_id, slot, owner, serial),
  foreign key (exchange_id, slot) references service_slots
);
create unique index bookings_once on visit_bookings (exchange_id, slot, owner) where cancelled_at is null;
create index bookings_of_an_owner on visit_bookings (exchange_id, owner, made_at desc);

create table consultations (
  exchange_id text        not null references exchanges,
  question    text        not null,
  unit        text        not null,
  item        text        not null,
  asked_by    text        not null,
  words       text        not null,
  asked_at    timestamptz not null,
  answer      text,
  answered_by text,
  answered_at timestamptz,
  primary key (exchange_id, question)
);
create index consultations_of_a_unit on consultations (exchange_id, unit, asked_at desc);
create index consultations_of_an_asker on consultations (exchange_id, asked_by, asked_at desc);

grant select, insert, update (taken) on service_slots to daylight_app;
grant select, insert, update (cancelled_at) on visit_bookings to daylight_app;
grant select, insert, update (answer, answered_by, answered_at) on consultations to daylight_app;
select keep_apart('service_slots');
select keep_apart('visit_bookings');
select keep_apart('consultations');
