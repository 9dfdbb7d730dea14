-- Sealed bids: statements, shares, receipts, refusals, guarantees. Nothing here shows a bid's content before its opening.

create table lodgements (
  exchange_id      text        not null,
  statement_sha256 text        not null,
  tender_id        text        not null,
  lot              text        not null,
  part             text        not null,
  bidder           text        not null,                                -- credit code
  actor_id         text        not null,
  kind             text        not null check (kind in ('bid', 'withdraw', 'confirm')),
  seq              integer     not null check (seq > 0),
  statement        bytea       not null,
  signature        bytea       not null,
  salt             bytea       not null check (length(salt) = 16),
  content_sha256   text,
  content_size     bigint,
  recipient        text,
  received_at      timestamptz not null,
  receipt          text        not null,                                -- provisional receipt, a signed note
  outbox_id        bigint      not null,
  primary key (exchange_id, statement_sha256),
  unique (exchange_id, tender_id, lot, part, bidder, seq),
  foreign key (exchange_id, tender_id, lot, part) references parts
);
create unique index lodgements_no_repeat on lodgements (exchange_id, tender_id, lot, part, bidder, content_sha256) where kind = 'bid';
create unique index lodgements_one_key on lodgements (exchange_id, bidder, recipient) where kind = 'bid';
create trigger lodgements_are_for_ever before update or delete on lodgements for each row execute function refuse_change();

create table shares (
  exchange_id      text     not null,
  statement_sha256 text     not null,
  ordinal          smallint not null,
  opener           text     not null,
  bytes            bytea    not null check (length(bytes) <= 4096),
  primary key (exchange_id, statement_sha256, ordinal),
  foreign key (exchange_id, statement_sha256) references lodgements
);

-- The final receipts (.tlog-proof) as first made: they are never made a second time.
create table proofs (
  exchange_id      text not null,
  statement_sha256 text not null,
  proof            text not null,
  primary key (exchange_id, statement_sha256),
  foreign key (exchange_id, statement_sha256) references lodgements
);

create table refused_lodgements (
  exchange_id text        not null references exchanges,
  refusal_id  bigint      generated always as identity,
  tender_id   text        not null,
  lot         text        not null,
  actor_id    text        not null,
  code        text        not null,
  facts       jsonb       not null,
  received_at timestamptz not null,
  note        text        not null,
  salt        bytea       not null check (length(salt) = 16),               -- opens the leaf that hides the note
  outbox_id   bigint      not null,
  primary key (exchange_id, refusal_id)
);
create trigger refusals_are_for_ever before update or delete on refused_lodgements for each row execute function refuse_change();

-- Entered by the cashier; seen before the deadline by nobody else, under a random reference.
create table guarantees (
  exchange_id text        not null,
  reference   text        not null,
  tender_id   text        not null,
  lot         text        not null,
  bidder      text        not null,
  kind        text        not null check (kind in ('letter', 'transfer', 'insurance')),
  amount_fen  bigint      not null check (amount_fen > 0),
  valid_until date        not null,
  entered_by  text        not null,
  entered_at  timestamptz not null,
  primary key (exchange_id, reference),
  unique (exchange_id, tender_id, lot, bidder),
  foreign key (exchange_id, tender_id, lot) references lots
);

create table releases (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  part        text        not null,
  opener      text        not null,
  release     bytea       not null,
  signature   bytea       not null,
  sha256      text        not null,
  outbox_id   bigint      not null,
  given_at    timestamptz not null,
  primary key (exchange_id, tender_id, lot, part, opener),
  foreign key (exchange_id, tender_id, lot, part) references parts
);

-- The close lists as logged: version 0 is lot.close, later ones lot.close.add.
create table close_lists (
  exchange_id text     not null,
  tender_id   text     not null,
  lot         text     not null,
  part        text     not null,
  version     smallint not null,
  list        jsonb    not null,                                        -- [{idx, st}] by idx
  entry       bytea    not null,
  outbox_id   bigint   not null,
  primary key (exchange_id, tender_id, lot, part, version),
  foreign key (exchange_id, tender_id, lot, part) references parts
);

create table openings (
  exchange_id      text        not null,
  statement_sha256 text        not null,
  how              text        not null check (how in ('threshold', 'bidder-key', 'void', 'not-opened')),
  cause            text,
  form             bytea,
  identity         text,                                                -- the envelope's key, once open
  opened_at        timestamptz not null,
  primary key (exchange_id, statement_sha256),
  foreign key (exchange_id, statement_sha256) references lodgements
);

create table opened_files (
  exchange_id      text     not null,
  statement_sha256 text     not null,
  ordinal          integer  not null,
  name             text     not null,
  size             bigint   not null,
  sha256           text     not null,
  primary key (exchange_id, statement_sha256, ordinal),
  foreign key (exchange_id, statement_sha256) references lodgements
);

-- The bidder's own key, given inside the decryption window: the statutory way.
create table bidder_keys (
  exchange_id      text        not null,
  statement_sha256 text        not null,
  identity         text        not null,
  given_by         text        not null,
  given_at         timestamptz not null,
  primary key (exchange_id, statement_sha256),
  foreign key (exchange_id, statement_sha256) references lodgements
);

create table failure_causes (
  exchange_id      text        not null,
  statement_sha256 text        not null,
  cause            text        not null,
  reason           text        not null,
  decided_by       text        not null,
  decided_at       timestamptz not null,
  primary key (exchange_id, statement_sha256),
  foreign key (exchange_id, statement_sha256) references lodgements
);

create table confirmations (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  part        text        not null,
  bidder      text        not null,
  kind        text        not null check (kind in ('sign-in', 'confirm', 'object')),
  text        text        not null default '',
  answer      text,
  at          timestamptz not null,
  primary key (exchange_id, tender_id, lot, part, bidder, kind, at),
  foreign key (exchange_id, tender_id, lot, part) references parts
);

grant select, insert on lodgements, shares, proofs, refused_lodgements, guarantees, releases, close_lists, openings, opened_files, bidder_keys, failure_causes to daylight_app;
grant select, insert, update on confirmations to daylight_app;
