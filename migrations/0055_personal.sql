-- What is personal is kept sealed: AES-256-GCM under a key outside the database, bound to its row (src/privacy/key-ring.ts).

-- Answers kept for idempotency keys and a rehearsal's texts may name a telephone: both were readable until now, and are for a moment only.
delete from idempotency;
alter table idempotency drop column answer, add column answer bytea;
delete from rehearsal_texts;
alter table rehearsal_texts drop column body, add column body bytea not null;
-- Numbers sealed the old way do not open any more; they are asked for anew.
update message_settings set phone = null, phone_on = '{}' where phone is not null;

-- A citizen's identity number, of whoever has no certificate that stands for it. `lookup` finds equals without opening any.
create table identity_numbers (
  exchange_id text        not null,
  person_id   text        not null,
  sealed      bytea       not null,
  lookup      bytea       not null check (length(lookup) = 32),   -- HMAC-SHA-256
  given_at    timestamptz not null,
  primary key (exchange_id, person_id),
  foreign key (exchange_id, person_id) references people
);
create index identity_numbers_equal on identity_numbers (exchange_id, lookup);

-- Who was shown what of whom, and why. The person sees it.
create table disclosures (
  exchange_id   text        not null,
  disclosure_id text        not null check (disclosure_id ~ '^[0-9a-f]{32}$'),   -- random
  person_id     text        not null,
  what          text        not null check (what in ('id-number')),
  shown_to      text        not null,
  reason        text        not null,
  shown_at      timestamptz not null,
  primary key (exchange_id, disclosure_id),
  foreign key (exchange_id, person_id) references people,
  foreign key (exchange_id, shown_to) references actors (exchange_id, actor_id)
);
create index disclosures_of on disclosures (exchange_id, person_id, shown_at);
create trigger disclosures_stay before update or delete on disclosures for each row execute function refuse_change();

grant select, insert, delete on identity_numbers to daylight_app;
grant update (sealed, lookup, given_at) on identity_numbers to daylight_app;
grant select, insert on disclosures to daylight_app;

-- What somebody asks of his own data: a name put right, which staff hold against his papers; an account closed, which is done at once.
create table privacy_requests (
  exchange_id text        not null,
  request_id  text        not null check (request_id ~ '^q-[0-9a-f]{16}$'),
  person_id   text        not null,
  kind        text        not null check (kind in ('correction', 'closing')),
  wanted      text,                                         -- the name as it should be
  reason      text        not null,                         -- why, in his words
  state       text        not null check (state in ('open', 'granted', 'refused')),
  answer      text,                                         -- why not (个人信息保护法 50), or what was kept
  made_at     timestamptz not null,
  due_at      timestamptz not null,
  decided_by  text,
  decided_at  timestamptz,
  primary key (exchange_id, request_id),
  foreign key (exchange_id, person_id) references people,
  foreign key (exchange_id, decided_by) references actors (exchange_id, actor_id),
  check ((state = 'open') = (decided_at is null)),
  check (state <> 'refused' or answer is not null)
);
create unique index one_open_request on privacy_requests (exchange_id, person_id) where state = 'open';
create index privacy_requests_waiting on privacy_requests (exchange_id, due_at) where state = 'open';
create index privacy_requests_of on privacy_requests (exchange_id, person_id, made_at);

grant select, insert on privacy_requests to daylight_app;
grant update (state, answer, decided_by, decided_at) on privacy_requests to daylight_app;
-- What no rule keeps goes: rows that came to nothing, and what belonged to an account alone.
grant delete on registrations, representative_invitations, deliveries, message_settings, mail_stops, rehearsal_texts, certificates, passkeys to daylight_app;
select keep_apart('identity_numbers'), keep_apart('disclosures'), keep_apart('privacy_requests');
