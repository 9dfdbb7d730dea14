-- Acts of weight are signed by the person who does them, one signature for one act; of two people's acts both signatures stay (docs/trust.md §6).

alter table challenges drop constraint challenges_purpose_check;
alter table challenges add constraint challenges_purpose_check check (purpose in ('sign-in', 'register', 'passkey', 'certificate', 'enrol', 'step-up'));
alter table challenges add column session_sha256 bytea;      -- the session that was asked; null: a token, or nobody in particular

-- What was signed, by whose key, and the signature: all that is needed to check it without this database.
create table signed_acts (
  exchange_id text        not null,
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),   -- of the file
  text_sha256 text        not null check (text_sha256 ~ '^[0-9a-f]{64}$'), -- of what was signed: signed once
  person_id   text        not null,
  actor_id    text,
  action      text        not null,
  file        bytea       not null,                         -- signed-act/1, canonical
  made_at     timestamptz not null,
  primary key (exchange_id, sha256),
  unique (exchange_id, text_sha256),
  foreign key (exchange_id, person_id) references people,
  foreign key (exchange_id, actor_id) references actors
);
create trigger signed_acts_stay before update or delete on signed_acts for each row execute function refuse_change();
grant select, insert on signed_acts to daylight_app;
select keep_apart('signed_acts');

-- Where two people must agree: what each of them signed, and the version of the object that both saw.
create table approvals (
  exchange_id text        not null,
  signed_act  text        not null,                         -- one signature agrees to one thing
  kind        text        not null check (kind in ('notice', 'clarification', 'plan', 'close-add', 'by-hand')),
  object      text        not null,
  step        text        not null check (step in ('request', 'approval')),
  version     text        not null check (version ~ '^[0-9a-f]{64}$'),
  actor_id    text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, signed_act),
  foreign key (exchange_id, signed_act) references signed_acts,
  foreign key (exchange_id, actor_id) references actors
);
create index approvals_of_object on approvals (exchange_id, kind, object, made_at);
create trigger approvals_stay before update or delete on approvals for each row execute function refuse_change();
grant select, insert on approvals to daylight_app;
select keep_apart('approvals');

-- The hash of what an act was signed by; absent from the row's leaf where it was not, so that earlier roots stay as they are.
alter table audit add column signed text check (signed ~ '^[0-9a-f]{64}$');
