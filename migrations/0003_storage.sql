-- Contents on their way in. Finished contents lie in the blob store under their SHA-256; the row says whose upload brought them.

create table uploads (
  exchange_id text        not null references exchanges,
  upload_id   text        not null check (upload_id ~ '^[0-9a-f]{32}$'),  -- 128 random bits: also the secret of the address
  actor_id    text        not null,
  name        text        not null check (octet_length(name) <= 255),     -- '' where the uploader gave none
  size        bigint      not null check (size > 0),                      -- bytes, as declared at the start
  received    bigint      not null default 0 check (received between 0 and size),
  expected    text        check (expected ~ '^[0-9a-f]{64}$'),            -- SHA-256 the uploader announced, if any
  sha256      text        check (sha256 ~ '^[0-9a-f]{64}$'),              -- of what arrived
  state       text        not null default 'open' check (state in ('open', 'storing', 'finished', 'refused')),
  made_at     timestamptz not null,
  touched_at  timestamptz not null,
  primary key (exchange_id, upload_id),
  check ((state in ('storing', 'finished')) <= (sha256 is not null and received = size))
);
create index uploads_of_actor on uploads (exchange_id, actor_id, state);
create index uploads_by_content on uploads (exchange_id, sha256) where state = 'finished';
create index uploads_by_age on uploads (exchange_id, state, touched_at);
grant select, insert, update, delete on uploads to daylight_app;
