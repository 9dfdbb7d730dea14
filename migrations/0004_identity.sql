-- Who may act. Full registration comes later; the session and the token are already the real ones.

create table actors (
  exchange_id   text        not null references exchanges,
  actor_id      text        not null check (actor_id ~ '^[a-z0-9-]{1,64}$'),
  role          text        not null,
  name          text        not null,
  org_name      text,
  org_uscc      text,
  opener        text,                                       -- the opener's name in lot.terms, for role opener
  operator_firm boolean     not null default false,         -- the operator's own firms may never bid (20号令 23)
  certificate   bytea,                                      -- DER
  made_at       timestamptz not null,
  primary key (exchange_id, actor_id)
);

create table tokens (
  exchange_id  text        not null,
  token_sha256 bytea       not null,
  actor_id     text        not null,
  made_at      timestamptz not null,
  primary key (exchange_id, token_sha256),
  foreign key (exchange_id, actor_id) references actors
);

create table sessions (
  exchange_id    text        not null,
  session_sha256 bytea       not null,
  actor_id       text        not null,
  made_at        timestamptz not null,
  seen_at        timestamptz not null,
  primary key (exchange_id, session_sha256),
  foreign key (exchange_id, actor_id) references actors
);

-- Every act with time, network address and person (20号令 49). Insert-only.
create table audit (
  exchange_id text        not null references exchanges,
  audit_id    bigint      generated always as identity,
  at          timestamptz not null,
  actor_id    text,
  address     text        not null,
  action      text        not null,
  object      text        not null,
  outcome     text        not null,
  primary key (exchange_id, audit_id)
);
create trigger audit_is_for_ever before update or delete on audit for each row execute function refuse_change();

-- One answer for each idempotency key: status and answer are null while the first request is being handled.
create table idempotency (
  exchange_id text        not null references exchanges,
  actor_id    text        not null,
  key         text        not null check (length(key) between 1 and 128),
  fingerprint bytea       not null,
  status      integer,
  answer      text,
  made_at     timestamptz not null,
  primary key (exchange_id, actor_id, key)
);

grant select, insert on actors, tokens, audit to daylight_app;
grant select, insert, update, delete on sessions, idempotency to daylight_app;
