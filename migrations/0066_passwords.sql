-- Passwords with one-time codes, where the installation takes them (docs/trust.md §6): of bidders and citizens alone.
-- One row for each person; a new password takes the place of the old one, for a secret is not kept beyond its use.
create table passwords (
  exchange_id text        not null,
  person_id   text        not null,
  account     text        not null check (account ~ '^[1-9][0-9]{9}$'),   -- by which its owner signs in; given by the exchange
  hash        bytea       not null check (octet_length(hash) = 32),         -- argon2id
  salt        bytea       not null check (octet_length(salt) = 16),
  memory_kib  integer     not null,
  passes      integer     not null,
  secret      bytea       not null,                                         -- of the codes (RFC 6238); sealed, see src/privacy/key-ring.ts
  step        bigint      not null,                                         -- the newest step whose code was taken: it and all before are spent
  made_at     timestamptz not null,
  changed_at  timestamptz not null,
  primary key (exchange_id, person_id),
  unique (exchange_id, account),
  foreign key (exchange_id, person_id) references people
);
grant select, insert, delete on passwords to daylight_app;
grant update (hash, salt, memory_kib, passes, secret, step, changed_at) on passwords to daylight_app;
select keep_apart('passwords');

alter table sessions drop constraint sessions_how_check, add constraint sessions_how_check check (how in ('passkey', 'certificate', 'password', 'rehearsal'));
