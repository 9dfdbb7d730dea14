-- Telling people. One row for each event and audience: who is meant by an audience is worked out when somebody reads, so that no row
-- before an opening says who bids or how many (decision 29).

create table messages (
  exchange_id text        not null references exchanges,
  message_id  text        not null check (message_id ~ '^[0-9a-f]{32}$'),   -- random: a serial number would count other people's messages
  kind        text        not null check (kind ~ '^[a-z-]{1,40}$'),
  audience    text        not null check (audience ~ '^[a-z]+:.'),
  tender_id   text,
  lot         text,
  facts       jsonb       not null,
  not_to      text,                                                         -- the office whose own act it tells of
  once        text        not null,                                         -- what is told once has one name for it
  told_at     timestamptz not null,
  primary key (exchange_id, message_id),
  unique (exchange_id, once)
);
create index messages_to on messages (exchange_id, audience, told_at desc);

create table message_reads (
  exchange_id text        not null,
  actor_id    text        not null,
  message_id  text        not null,
  read_at     timestamptz not null,
  primary key (exchange_id, actor_id, message_id),
  foreign key (exchange_id, message_id) references messages,
  foreign key (exchange_id, actor_id) references actors
);

create trigger messages_stay before update or delete on messages for each row execute function refuse_change();
grant select, insert on messages, message_reads to daylight_app;
create index lodgements_of_bidder on lodgements (exchange_id, bidder, tender_id, lot, received_at) where kind = 'bid';
