-- People, the organisations they act for, and how they prove who they are (docs/trust.md §6).

-- One row for each credit code; `version` is the newest of its file, 0 where it has not given one.
create table organisations (
  exchange_id   text        not null references exchanges,
  uscc          text        not null check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  name          text        not null,
  operator_firm boolean     not null default false,         -- the operator's own firms may never bid (20号令 23)
  state         text        not null default 'active' check (state in ('active', 'frozen', 'left')),
  version       integer     not null default 0,
  made_at       timestamptz not null,
  primary key (exchange_id, uscc)
);

create table people (
  exchange_id text        not null references exchanges,
  person_id   text        not null check (person_id ~ '^[a-z0-9-]{1,64}$'),
  name        text        not null,
  email       text,
  handle      bytea       not null check (length(handle) = 32),     -- the authenticator's name for this person: says nothing
  state       text        not null default 'active' check (state in ('active', 'left')),
  made_at     timestamptz not null,
  primary key (exchange_id, person_id),
  unique (exchange_id, handle)
);

-- An actor is one office of a person: a role, and the organisation it is held for.
insert into organisations (exchange_id, uscc, name, operator_firm, made_at)
  select exchange_id, org_uscc, min(org_name), bool_or(operator_firm), min(made_at) from actors where org_uscc is not null group by 1, 2;
insert into people (exchange_id, person_id, name, handle, made_at)
  select exchange_id, actor_id, name, sha256(convert_to(exchange_id || '/' || actor_id, 'UTF8')), made_at from actors;
alter table actors add column person_id text, add column rank text not null default 'administrator' check (rank in ('administrator', 'member', 'reader')), add column ended_at timestamptz;
update actors set person_id = actor_id;
alter table actors alter column person_id set not null, add foreign key (exchange_id, person_id) references people, add foreign key (exchange_id, org_uscc) references organisations (exchange_id, uscc);
create index actors_of_person on actors (exchange_id, person_id);
create index actors_of_organisation on actors (exchange_id, org_uscc);

-- Public keys of authenticators (WebAuthn). An ended one stays as evidence and signs nobody in.
create table passkeys (
  exchange_id   text        not null,
  credential_id bytea       not null,
  person_id     text        not null,
  public_key    bytea       not null,                       -- COSE
  counter       bigint      not null,
  transports    text[]      not null,
  label         text        not null,
  made_at       timestamptz not null,
  used_at       timestamptz,
  ended_at      timestamptz,
  primary key (exchange_id, credential_id),
  foreign key (exchange_id, person_id) references people
);
create index passkeys_of_person on passkeys (exchange_id, person_id);

-- Certificates a person has shown the key of; `uscc` is the organisation it names, null for a person's own.
create table certificates (
  exchange_id text        not null,
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  person_id   text        not null,
  uscc        text,
  der         bytea       not null,
  made_at     timestamptz not null,
  ended_at    timestamptz,
  primary key (exchange_id, sha256),
  foreign key (exchange_id, person_id) references people
);
create index certificates_of_person on certificates (exchange_id, person_id);
insert into certificates (exchange_id, sha256, person_id, uscc, der, made_at)
  select exchange_id, encode(sha256(certificate), 'hex'), actor_id, org_uscc, certificate, made_at from actors where certificate is not null;
alter table actors drop column name, drop column org_name, drop column operator_firm, drop column certificate;

-- What was asked of somebody who is to prove something; taken away by the one answer it gets.
create table challenges (
  exchange_id text        not null references exchanges,
  sha256      bytea       not null,
  purpose     text        not null check (purpose in ('sign-in', 'register', 'passkey', 'certificate')),
  person_id   text,                                         -- whose answer it must be; null: whoever can
  expires_at  timestamptz not null,
  primary key (exchange_id, sha256)
);
create index challenges_by_end on challenges (exchange_id, expires_at);

-- A session is a person's; the office in hand may change within it. Nobody is signed in across this step.
drop table sessions;
create table sessions (
  exchange_id    text        not null,
  session_sha256 bytea       not null,
  person_id      text        not null,
  actor_id       text,
  how            text        not null check (how in ('passkey', 'certificate', 'rehearsal')),
  address        text        not null,
  agent          text        not null,                      -- what the browser called itself, shortened
  made_at        timestamptz not null,
  seen_at        timestamptz not null,
  primary key (exchange_id, session_sha256),
  foreign key (exchange_id, person_id) references people,
  foreign key (exchange_id, actor_id) references actors
);
create index sessions_of_person on sessions (exchange_id, person_id);

-- Versions of an organisation's own file, each as its representative signed it.
create table organisation_files (
  exchange_id text        not null,
  uscc        text        not null,
  version     integer     not null check (version > 0),
  file        bytea       not null,
  sha256      text        not null,
  signature   bytea,                                        -- CMS by the organisation's certificate; null where staff reviewed a letter
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, uscc, version),
  foreign key (exchange_id, uscc) references organisations (exchange_id, uscc)
);
create trigger organisation_files_stay before update or delete on organisation_files for each row execute function refuse_change();

-- What the exchange decided about an organisation, with its reason.
create table organisation_changes (
  exchange_id text        not null,
  change_id   bigint      generated always as identity,
  uscc        text        not null,
  state       text        not null check (state in ('active', 'frozen', 'left')),
  reason      text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, change_id),
  foreign key (exchange_id, uscc) references organisations (exchange_id, uscc)
);
create trigger organisation_changes_stay before update or delete on organisation_changes for each row execute function refuse_change();

-- An act without an office (registering, adding a passkey) has its person all the same.
alter table audit add column person_id text;

-- A registration from the first draft to the decision.
create table registrations (
  exchange_id     text        not null,
  registration_id text        not null check (registration_id ~ '^[a-z0-9-]{1,64}$'),
  person_id       text        not null,
  uscc            text        not null,
  file            bytea       not null,                     -- registration/1, canonical: what is signed
  letter          text,                                     -- sha256 of the letter of authority, where no certificate speaks for the organisation
  state           text        not null check (state in ('draft', 'submitted', 'returned', 'accepted', 'refused')),
  version         integer     not null default 1,
  submitted_at    timestamptz,
  due_at          timestamptz,
  decided_by      text,
  decided_at      timestamptz,
  reason          text,
  made_at         timestamptz not null,
  primary key (exchange_id, registration_id),
  foreign key (exchange_id, person_id) references people
);
create unique index one_open_registration on registrations (exchange_id, person_id, uscc) where state in ('draft', 'submitted', 'returned');
create index registrations_waiting on registrations (exchange_id, due_at) where state = 'submitted';

-- An invitation into an organisation: a code given from hand to hand, kept as its hash, good once.
create table representative_invitations (
  exchange_id text        not null,
  code_sha256 bytea       not null,
  uscc        text        not null,
  role        text        not null,
  rank        text        not null check (rank in ('administrator', 'member', 'reader')),
  name        text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  expires_at  timestamptz not null,
  taken_by    text,
  primary key (exchange_id, code_sha256),
  foreign key (exchange_id, uscc) references organisations (exchange_id, uscc)
);

-- What has been is never rewritten: an end is noted, a name or a state changes, nothing else does.
grant select, insert on organisations, people, actors, passkeys, certificates, registrations, representative_invitations to daylight_app;
grant update (name, state, version) on organisations to daylight_app;
grant update (name, email, state) on people to daylight_app;
grant update (ended_at) on actors, certificates to daylight_app;
grant update (counter, used_at, ended_at, label) on passkeys to daylight_app;
grant update (file, letter, state, version, submitted_at, due_at, decided_by, decided_at, reason) on registrations to daylight_app;
grant update (taken_by) on representative_invitations to daylight_app;
grant select, insert on organisation_files, organisation_changes to daylight_app;
grant select, insert, update, delete on sessions to daylight_app;
grant select, insert, delete on challenges to daylight_app;
