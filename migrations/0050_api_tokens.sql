-- What a person gives a program, so that it does some of what one office may: kept as its hash, with what it may and until when.
create table api_tokens (
  exchange_id  text        not null,
  token_id     text        not null check (token_id ~ '^t-[0-9a-f]{16}$'),
  token_sha256 bytea       not null check (length(token_sha256) = 32),
  actor_id     text        not null,
  person_id    text        not null,
  name         text        not null,
  scopes       text[]      not null check (cardinality(scopes) > 0),
  made_at      timestamptz not null,
  ends_at      timestamptz not null check (ends_at > made_at),
  used_at      timestamptz,
  ended_at     timestamptz,
  primary key (exchange_id, token_id),
  unique (exchange_id, token_sha256),
  foreign key (exchange_id, actor_id) references actors,
  foreign key (exchange_id, person_id) references people
);
create index api_tokens_of_person on api_tokens (exchange_id, person_id);
grant select, insert on api_tokens to daylight_app;
grant update (used_at, ended_at) on api_tokens to daylight_app;

-- Which token acted, where one did. Insert-only as the rest of the row.
alter table audit add column token_id text;
select keep_apart('api_tokens');
