-- Projects, tenders, lots, their documents and notices, from registration to contract.

create table projects (
  exchange_id   text        not null references exchanges,
  project_id    text        not null check (length(project_id) = 17),   -- 项目编号: platform code 11 + serial 6
  name          text        not null,
  tenderer_name text        not null,
  tenderer_uscc text        not null,
  approval      text        not null,                                   -- 批文
  funds         text        not null,
  made_by       text        not null,
  made_at       timestamptz not null,
  primary key (exchange_id, project_id),
  foreign key (exchange_id, made_by) references actors (exchange_id, actor_id)
);

create table tenders (
  exchange_id  text        not null,
  tender_id    text        not null check (length(tender_id) = 20),     -- 招标项目编号: project 17 + serial 3
  project_id   text        not null,
  line         text        not null,
  form         jsonb       not null,                                    -- the structured notice form
  version      integer     not null default 1,
  rules        jsonb,                                                   -- frozen at the first notice; never changed after
  rules_on     date,
  submitted_by text,
  submitted_at timestamptz,
  published_by text check (published_by <> submitted_by),               -- four eyes
  published_at timestamptz,
  next_due_at  timestamptz,
  made_by      text        not null,
  made_at      timestamptz not null,
  primary key (exchange_id, tender_id),
  foreign key (exchange_id, project_id) references projects
);
create index tenders_due on tenders (exchange_id, next_due_at) where next_due_at is not null;

create table lots (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null check (lot ~ '^[A-Za-z0-9._-]{1,64}$'),
  code        text        not null check (length(code) = 23),           -- 标段编号: tender 20 + serial 3
  stage       text        not null,
  stage_before text,                                                    -- where a suspension interrupted it
  stage_at    timestamptz not null,
  primary key (exchange_id, tender_id, lot),
  foreign key (exchange_id, tender_id) references tenders
);

-- The state that was reached, by whom and when: a row, not a flag. Insert-only.
create table moves (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  move_id     bigint      generated always as identity,
  name        text        not null,
  from_stage  text        not null,
  to_stage    text        not null,
  made_by     text        not null,                                     -- an actor or 'clock'
  made_at     timestamptz not null,
  primary key (exchange_id, tender_id, lot, move_id),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger moves_are_for_ever before update or delete on moves for each row execute function refuse_change();

create table parts (
  exchange_id   text        not null,
  tender_id     text        not null,
  lot           text        not null,
  part          text        not null check (part ~ '^[A-Za-z0-9._-]{1,64}$'),
  ordinal       smallint    not null,
  after         text,
  has_form      boolean     not null,
  threshold     smallint    not null check (threshold >= 2),
  open_mode     text        not null check (open_mode in ('threshold', 'bidder', 'threshold-or-bidder')),
  deadline      timestamptz not null,
  state         text        not null check (state in ('draft', 'open', 'closed', 'releasing', 'opened', 'not-opened')),
  deadline_note text,
  deadline_size bigint,
  close_outbox  bigint,
  closing_note  text,
  objections_until timestamptz,
  window_from   timestamptz,
  window_until  timestamptz,
  started_at    timestamptz,
  sung_at       timestamptz,
  finished_at   timestamptz,
  proceed_outbox bigint,
  open_outbox   bigint,
  opening       bytea,                                                   -- opening.json, canonical
  primary key (exchange_id, tender_id, lot, part),
  foreign key (exchange_id, tender_id, lot) references lots
);

create table documents (
  exchange_id text        not null,
  tender_id   text        not null,
  name        text        not null,
  version     integer     not null check (version > 0),
  media_type  text        not null,
  sha256      text        not null,
  size        bigint      not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, tender_id, name, version),
  foreign key (exchange_id, tender_id) references tenders
);

create table clarifications (
  exchange_id  text        not null,
  tender_id    text        not null,
  serial       integer     not null,
  body         jsonb       not null,
  drafted_by   text        not null,
  drafted_at   timestamptz not null,
  published_by text        check (published_by <> drafted_by),
  published_at timestamptz,
  primary key (exchange_id, tender_id, serial),
  foreign key (exchange_id, tender_id) references tenders
);

-- audience: null is the public, otherwise the credit code of the one firm the letter is for. Insert-only: a correction is a version.
create table notices (
  exchange_id  text        not null,
  notice_id    text        not null check (notice_id ~ '^[A-Za-z0-9._-]{1,64}$'),
  version      integer     not null check (version > 0),
  tender_id    text        not null,
  lot          text,
  type         text        not null,
  title        text        not null,
  audience     text,
  json         bytea       not null,
  json_sha256  text        not null,
  pdf_sha256   text        not null,
  pdf_size     bigint      not null,
  outbox_id    bigint      not null,
  published_at timestamptz not null,
  primary key (exchange_id, notice_id, version),
  foreign key (exchange_id, tender_id) references tenders
);
create trigger notices_are_for_ever before update or delete on notices for each row execute function refuse_change();
create index notices_newest on notices (exchange_id, published_at desc, notice_id);

create table opener_offices (
  exchange_id text not null references exchanges,
  opener      text not null,
  org_name    text not null,
  org_uscc    text not null,
  primary key (exchange_id, opener)
);

create table opener_keys (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  part        text        not null,
  opener      text        not null,
  actor_id    text        not null,
  recipient   text        not null,
  statement   bytea       not null,
  signature   bytea       not null,
  sha256      text        not null,
  challenge   bytea       not null,                                     -- sha256 of the nonce the key must decrypt
  proved_at   timestamptz,
  outbox_id   bigint,
  given_at    timestamptz not null,
  primary key (exchange_id, tender_id, lot, part, opener),
  unique (exchange_id, recipient),                                      -- one recipient never serves two openers, parts or tenders
  foreign key (exchange_id, tender_id, lot, part) references parts
);

create table lot_terms (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  part        text        not null,
  version     integer     not null,
  entry       bytea       not null,
  sha256      text        not null,
  outbox_id   bigint      not null,
  made_at     timestamptz not null,
  primary key (exchange_id, tender_id, lot, part, version),
  unique (exchange_id, sha256),
  foreign key (exchange_id, tender_id, lot, part) references parts
);
create trigger terms_are_for_ever before update or delete on lot_terms for each row execute function refuse_change();

grant select, insert on projects, moves, documents, notices, lot_terms, opener_offices to daylight_app;
grant select, insert, update on tenders, lots, parts, clarifications, opener_keys to daylight_app;
grant delete on lots, parts, opener_keys to daylight_app;   -- a draft's form may be replaced: what has moves, terms or bids is held by its references
