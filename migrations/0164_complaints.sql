-- One desk for complaints of every kind: what is complained of, who complains (sealed), what was done, who handles it, and the papers.

create table complaints (
  exchange_id  text        not null references exchanges,
  complaint_no text        not null check (complaint_no ~ '^C[0-9]{10}$'),
  code_sha256  text        not null check (code_sha256 ~ '^[0-9a-f]{64}$'),  -- of the code its complainant looks it up by
  asked_kind   text        not null,                                       -- as its complainant chose
  kind         text        not null,                                       -- as the desk classified it
  state        text        not null check (state in ('REGISTERED', 'CLASSIFIED', 'TRANSFERRED', 'ACCEPTED', 'REFUSED', 'INVESTIGATING', 'DECIDED', 'SERVED', 'CLOSED', 'WITHDRAWN')),
  desk         text        not null check (desk in ('complaint-officer', 'supervisor')),  -- whose hands it is in
  version      integer     not null check (version > 0),
  subject      text        not null check (subject <> ''),
  content      text        not null check (content <> ''),
  wanted       text,
  points       jsonb,                                                      -- of a complaint about a tender, each with what became of it
  unit_code    text,
  person       text,                                                       -- the name of who is complained of
  about_actor  text,                                                       -- his office, where the desk knows it
  about_uscc   text,                                                       -- the organisation complained of
  reference    text,
  tender_id    text,
  lot          text,
  is_anonymous boolean     not null,
  filed_at     timestamptz not null,                                       -- kept through every channel
  received_at  timestamptz not null,                                       -- by the desk that decides it: its clocks run from here
  accepted_at  timestamptz,
  refused_at   timestamptz,
  copied_at    timestamptz,
  stated_at    timestamptz,
  decided_at   timestamptz,
  served_at    timestamptz,
  over_at      timestamptz,
  is_complex   boolean     not null default false,
  pauses       jsonb       not null default '[]',
  proposal     jsonb,
  outcome      text,
  decision     jsonb,
  salt         bytea       not null check (length(salt) = 16),
  outbox_id    bigint      not null,
  remind_at    timestamptz,
  primary key (exchange_id, complaint_no),
  unique (exchange_id, code_sha256),
  foreign key (exchange_id, unit_code) references units,
  foreign key (exchange_id, tender_id, lot) references lots,
  check (filed_at <= received_at),
  check ((decided_at is null) = (decision is null)),
  check ((decided_at is null) = (outcome is null)),
  check ((tender_id is null) = (lot is null))
);
create index complaints_in_hand on complaints (exchange_id, desk, state);
create index complaints_to_remind on complaints (exchange_id, remind_at) where remind_at is not null;
create index complaints_published on complaints (exchange_id, served_at desc) where served_at is not null;
create index complaints_of_lot on complaints (exchange_id, tender_id, lot) where tender_id is not null;

-- Who complains stands apart and sealed: it is opened for a handler, and each time is kept.
create table complaint_identities (
  exchange_id  text  not null,
  complaint_no text  not null,
  sealed       bytea not null,
  lookup       bytea check (length(lookup) = 32),                          -- of a firm's credit code: equals are found, none is opened
  primary key (exchange_id, complaint_no),
  foreign key (exchange_id, complaint_no) references complaints
);
create index complaint_identities_equal on complaint_identities (exchange_id, lookup) where lookup is not null;

create table complaint_disclosures (
  exchange_id  text        not null,
  complaint_no text        not null,
  serial       integer     not null check (serial > 0),
  shown_to     text        not null,
  reason       text        not null check (reason <> ''),
  shown_at     timestamptz not null,
  primary key (exchange_id, complaint_no, serial),
  foreign key (exchange_id, complaint_no) references complaints
);
create trigger complaint_disclosures_are_for_ever before update or delete on complaint_disclosures for each row execute function refuse_change();

create table complaint_steps (
  exchange_id  text        not null,
  complaint_no text        not null,
  serial       integer     not null check (serial > 0),
  step         text        not null,
  state        text        not null,
  said         text,                                                       -- what its complainant reads
  note         text,                                                       -- what its desk reads
  facts        jsonb       not null default '{}',
  made_by      text        not null,                                       -- an office; 'complainant' or 'clock'
  made_at      timestamptz not null,
  primary key (exchange_id, complaint_no, serial),
  foreign key (exchange_id, complaint_no) references complaints
);
create trigger complaint_steps_are_for_ever before update or delete on complaint_steps for each row execute function refuse_change();

create table complaint_handlers (
  exchange_id  text        not null,
  complaint_no text        not null,
  actor_id     text        not null,
  worked_until date,                                                       -- for who is complained of, as he declares; null: never
  joined_at    timestamptz not null,
  left_at      timestamptz,
  left_why     text,
  primary key (exchange_id, complaint_no, actor_id),
  foreign key (exchange_id, complaint_no) references complaints,
  foreign key (exchange_id, actor_id) references actors,
  check ((left_at is null) = (left_why is null))
);

create table complaint_papers (
  exchange_id  text        not null,
  complaint_no text        not null,
  kind         text        not null,
  paper_id     text        not null,
  json         bytea       not null,
  json_sha256  text        not null check (json_sha256 = encode(sha256(json), 'hex')),
  pdf_sha256   text        not null,
  pdf_size     bigint      not null,
  outbox_id    bigint      not null,
  made_at      timestamptz not null,
  primary key (exchange_id, complaint_no, kind),
  unique (exchange_id, paper_id),
  foreign key (exchange_id, complaint_no) references complaints
);
create trigger complaint_papers_are_for_ever before update or delete on complaint_papers for each row execute function refuse_change();

-- Suppliers whose complaints rested on no facts three times in twelve months (94号令 37).
create table bad_records (
  exchange_id  text        not null,
  complaint_no text        not null,                                       -- the one that made it full
  uscc         text        not null,
  name         text        not null,
  complaints   text[]      not null check (cardinality(complaints) > 0),
  made_at      timestamptz not null,
  primary key (exchange_id, complaint_no),
  foreign key (exchange_id, complaint_no) references complaints
);
create index bad_records_by_uscc on bad_records (exchange_id, uscc);
create trigger bad_records_are_for_ever before update or delete on bad_records for each row execute function refuse_change();

grant select, insert on complaints, complaint_identities, complaint_disclosures, complaint_steps, complaint_handlers, complaint_papers, bad_records to daylight_app;
grant update (kind, state, desk, version, points, about_actor, about_uscc, received_at, accepted_at, refused_at, copied_at, stated_at, decided_at, served_at, over_at, is_complex, pauses, proposal, outcome, decision, remind_at) on complaints to daylight_app;
grant update (worked_until, joined_at, left_at, left_why) on complaint_handlers to daylight_app;
select keep_apart('complaints');
select keep_apart('complaint_identities');
select keep_apart('complaint_disclosures');
select keep_apart('complaint_steps');
select keep_apart('complaint_handlers');
select keep_apart('complaint_papers');
select keep_apart('bad_records');
