-- Where openings and evaluations take place: buildings, their rooms, and who has which room when. The database itself refuses two bookings of
-- one room at one time. What happens on site is kept as a chain of records, each only ever added.

-- The index method of ranges for texts too; apart from our own functions.
create schema if not exists extensions;
create extension if not exists btree_gist with schema extensions;

create table venues (
  exchange_id text        not null references exchanges,
  venue_id     text        not null,
  name        text        not null,
  address     text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  retired_at  timestamptz,
  primary key (exchange_id, venue_id),
  unique (exchange_id, name)
);

create table rooms (
  exchange_id    text        not null,
  room_id        text        not null,
  venue_id        text        not null,
  kind           text        not null check (kind in ('opening', 'evaluation', 'negotiation', 'waiting')),
  name           text        not null,
  seats          jsonb       not null,                                     -- [{number, device}], as they are now
  lockers        integer     not null check (lockers between 0 and 500),
  buffer_minutes integer     not null check (buffer_minutes between 0 and 240),
  version        integer     not null default 1,
  made_by        text        not null,
  made_at        timestamptz not null,
  retired_at     timestamptz,
  primary key (exchange_id, room_id),
  foreign key (exchange_id, venue_id) references venues,
  unique (exchange_id, venue_id, name)
);

create table bookings (
  exchange_id  text        not null,
  booking_id   text        not null,
  tender_id    text        not null,
  lot          text        not null,
  purpose      text        not null check (purpose in ('opening', 'evaluation', 'questions', 'draw')),
  people       integer     not null check (people > 0),
  from_at      timestamptz not null,
  until_at     timestamptz not null,
  site_witness text,                                                       -- the office that witnesses
  made_by      text        not null,
  made_at      timestamptz not null,
  cancelled_at timestamptz,
  primary key (exchange_id, booking_id),
  foreign key (exchange_id, tender_id, lot) references lots,
  check (until_at > from_at)
);
create index bookings_by_lot on bookings (exchange_id, tender_id, lot);
create index bookings_by_time on bookings (exchange_id, from_at);

-- A room of a booking, as booked, moved or extended by the record of that number; freed when a later one stands in its place.
create table booking_rooms (
  exchange_id text        not null,
  booking_id  text        not null,
  number      integer     not null,
  room_id     text        not null,
  part        text        not null check (part in ('host', 'guest')),
  from_at     timestamptz not null,
  held_until  timestamptz not null,                                        -- with the minutes the room is kept free after it
  freed_at    timestamptz,
  primary key (exchange_id, booking_id, number, room_id),
  foreign key (exchange_id, booking_id) references bookings,
  foreign key (exchange_id, room_id) references rooms,
  check (held_until > from_at),
  constraint rooms_are_held_once exclude using gist (exchange_id with =, room_id with =, tstzrange(from_at, held_until) with &&) where (freed_at is null)
);

create table booking_seats (
  exchange_id text not null,
  booking_id  text not null,
  tender_id   text not null,
  lot         text not null,
  label       text not null,
  room_id     text not null,
  seat        integer not null,
  primary key (exchange_id, booking_id, label),
  unique (exchange_id, booking_id, room_id, seat),
  foreign key (exchange_id, booking_id) references bookings,
  foreign key (exchange_id, room_id) references rooms
);

-- The record of a booking: each file names the hash of the one before.
create table booking_records (
  exchange_id text        not null,
  booking_id  text        not null,
  number      integer     not null check (number > 0),
  kind        text        not null,
  file        bytea       not null,
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  subject     text,                                                        -- the office it is about
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, booking_id, number),
  foreign key (exchange_id, booking_id) references bookings
);
create trigger booking_records_are_for_ever before update or delete on booking_records for each row execute function refuse_change();

grant select, insert on venues, rooms, bookings, booking_rooms, booking_seats, booking_records to daylight_app;
grant delete on booking_seats to daylight_app;
grant update (name, address, retired_at) on venues to daylight_app;
grant update (name, seats, lockers, buffer_minutes, version, retired_at) on rooms to daylight_app;
grant update (from_at, until_at, people, site_witness, cancelled_at) on bookings to daylight_app;
grant update (freed_at) on booking_rooms to daylight_app;

select keep_apart('venues');
select keep_apart('rooms');
select keep_apart('bookings');
select keep_apart('booking_rooms');
select keep_apart('booking_seats');
select keep_apart('booking_records');
