-- Who is in an evaluation room now, with the locker his telephone lies in; what went wrong on site and waits; since when an evaluation at several
-- venues is paused. Who came and went stands in booking_records for ever.

create table insiders (
  exchange_id text        not null,
  actor_id    text        not null,                                    -- nobody is in two rooms
  booking_id  text        not null,
  room_id     text        not null,
  kind        text        not null check (kind in ('member', 'supervisor', 'witness', 'staff')),
  who         text        not null,                                    -- a member by its label, everybody else by his office
  locker      integer,
  entered_at  timestamptz not null,
  primary key (exchange_id, actor_id),
  unique (exchange_id, room_id, locker),
  foreign key (exchange_id, booking_id) references bookings,
  foreign key (exchange_id, room_id) references rooms
);

create table incidents (
  exchange_id text        not null,
  booking_id  text        not null,
  number      integer     not null,                                    -- of its record
  kind        text        not null check (kind in ('discipline', 'contact', 'absence', 'equipment', 'link', 'overrun', 'other')),
  opened_at   timestamptz not null,
  handled_at  timestamptz,
  primary key (exchange_id, booking_id, number),
  foreign key (exchange_id, booking_id, number) references booking_records
);
create index incidents_open on incidents (exchange_id, opened_at) where handled_at is null;

alter table bookings add column paused_since timestamptz;

grant select, insert, delete on insiders to daylight_app;
grant select, insert on incidents to daylight_app;
grant update (handled_at) on incidents to daylight_app;
grant update (paused_since) on bookings to daylight_app;

select keep_apart('insiders');
select keep_apart('incidents');
