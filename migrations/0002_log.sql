-- The transparency log (trust.md §2). Business transactions insert into outbox; the sequencer alone moves rows from there into
-- leaves, in one order. No trigger notifies: NOTIFY takes one lock for the whole database until the commit is on disk, and would
-- make every lodgement wait for the one before it. The sequencer looks every 50 ms instead.

create table outbox (
  exchange_id text        not null references exchanges,
  id          bigint      generated always as identity,
  entry       bytea       not null check (octet_length(entry) between 1 and 65535),  -- what a two-byte length can say
  sealed      boolean     not null,                          -- a blinded leaf: it waits for the instant of a cover leaf
  made_at     timestamptz not null default clock_timestamp(),
  primary key (exchange_id, id)
);
create index outbox_sealed on outbox (exchange_id, id) where sealed;

-- leaves and nodes refer to no exchange: they grow by thousands a second, and each would lock the exchange's row. tree_heads does.
create table leaves (
  exchange_id text   not null,
  idx         bigint not null check (idx >= 0),
  outbox_id   bigint not null,
  entry       bytea  not null check (octet_length(entry) between 1 and 65535),
  hash        bytea  not null check (octet_length(hash) = 32),
  primary key (exchange_id, idx),
  unique (exchange_id, outbox_id)
);

-- Complete subtrees of 2^level leaves, from level 1; level 0 is leaves.hash.
create table nodes (
  exchange_id text     not null,
  level       smallint not null check (level between 1 and 62),
  idx         bigint   not null check (idx >= 0),
  hash        bytea    not null check (octet_length(hash) = 32),
  primary key (exchange_id, level, idx)
);

-- Every tree the log has signed: the note with the log's own line alone.
create table tree_heads (
  exchange_id text        not null references exchanges,
  size        bigint      not null check (size > 0),
  root        bytea       not null check (octet_length(root) = 32),
  note        text        not null,
  made_at     timestamptz not null,                          -- exchange clock
  primary key (exchange_id, size)
);

-- Every cosignature a witness gave, also those that came after the quorum.
create table cosignatures (
  exchange_id text        not null,
  size        bigint      not null,
  witness     text        not null,
  at          timestamptz not null,                          -- the witness's own clock, whole seconds
  line        text        not null,
  primary key (exchange_id, size, witness, at),
  foreign key (exchange_id, size) references tree_heads
);

-- The note of a size as it stood when the witnesses' quorum was first met. Its bytes never change: receipts and bundles carry them.
create table checkpoints (
  exchange_id text        not null,
  size        bigint      not null,
  note        text        not null,
  made_at     timestamptz not null,                          -- exchange clock
  primary key (exchange_id, size),
  foreign key (exchange_id, size) references tree_heads
);

-- The instants left in the running minute at which a sealed leaf is written, a real one or a cover (trust.md §2.5).
create table cover_plans (
  exchange_id text          primary key references exchanges,
  minute      timestamptz   not null,
  rate        integer       not null check (rate >= 0),
  slots       timestamptz[] not null
);

create trigger leaves_stay before update or delete or truncate on leaves for each statement execute function refuse_change();
create trigger nodes_stay before update or delete or truncate on nodes for each statement execute function refuse_change();
create trigger tree_heads_stay before update or delete or truncate on tree_heads for each statement execute function refuse_change();
create trigger cosignatures_stay before update or delete or truncate on cosignatures for each statement execute function refuse_change();
create trigger checkpoints_stay before update or delete or truncate on checkpoints for each statement execute function refuse_change();
create trigger outbox_entries_stay before update or truncate on outbox for each statement execute function refuse_change();

grant select, insert on outbox to daylight_app;
grant select on leaves, nodes, tree_heads, cosignatures, checkpoints to daylight_app;
grant select, insert, delete on outbox to daylight_sequencer;
grant select, insert on leaves, nodes, tree_heads, cosignatures, checkpoints to daylight_sequencer;
grant select, insert, update on cover_plans to daylight_sequencer;
grant select on exchanges to daylight_sequencer;
