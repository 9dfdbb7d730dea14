-- Messages sent outside, by mail or text message. Who has one to be sent is no more than lodgements, seats and letters say already.

-- What an office wants sent where. Without a row: mail of every kind to the address of the account, no text message.
create table message_settings (
  exchange_id text    not null,
  actor_id    text    not null,
  language    text    not null check (language in ('zh', 'en')),
  email       text    check (email ~ '^[^\s@]+@[^\s@]+$' and length(email) <= 254),
  mail_off    text[]  not null,                                             -- kinds
  version     integer not null default 1,
  primary key (exchange_id, actor_id),
  foreign key (exchange_id, actor_id) references actors
);

-- One-click unsubscribing (RFC 8058): a random word for one office and one kind, good for ever and for nothing else.
create table mail_stops (
  exchange_id text not null,
  token       text not null check (token ~ '^[0-9a-f]{32}$'),
  actor_id    text not null,
  kind        text not null,
  primary key (exchange_id, token),
  unique (exchange_id, actor_id, kind),
  foreign key (exchange_id, actor_id) references actors
);

create table deliveries (
  exchange_id text        not null,
  delivery_id text        not null check (delivery_id ~ '^[0-9a-f]{32}$'),  -- the letter's Message-ID, the same at every attempt
  message_id  text        not null,
  actor_id    text        not null,
  channel     text        not null check (channel in ('mail')),
  made_at     timestamptz not null,                                         -- real time, as all of these
  due_at      timestamptz,                                                  -- the next attempt; null when it is sent or given up
  attempts    integer     not null default 0,
  sent_at     timestamptz,
  failure     text,                                                         -- the code of the last failure, never an address
  primary key (exchange_id, delivery_id),
  unique (exchange_id, message_id, actor_id, channel),
  foreign key (exchange_id, message_id) references messages,
  foreign key (exchange_id, actor_id) references actors
);
create index deliveries_due on deliveries (due_at) where due_at is not null;

grant select, insert, update on message_settings to daylight_app;
grant select, insert on mail_stops to daylight_app;
grant select, insert, update (due_at, attempts, sent_at, failure) on deliveries to daylight_app;
