-- Letters of guarantee that issuers sign: who may issue them, the letters as handed in, and what is demanded of an issuer.

create table guarantee_issuers (
  exchange_id text        not null references exchanges,
  uscc        text        not null check (uscc ~ '^[0-9A-Z]{18}$'),
  version     integer     not null check (version > 0),
  file        bytea       not null,                                       -- guarantee-issuer/1
  sha256      text        not null check (sha256 = encode(sha256(file), 'hex')),
  certificate bytea       not null,                                       -- DER
  entered_by  text        not null,
  entered_at  timestamptz not null,
  primary key (exchange_id, uscc, version)
);
create trigger guarantee_issuers_are_for_ever before update or delete on guarantee_issuers for each row execute function refuse_change();

-- The second officer's word: from then on a version holds.
create table guarantee_issuer_approvals (
  exchange_id text        not null,
  uscc        text        not null,
  version     integer     not null,
  outbox_id   bigint      not null,
  approved_by text        not null,
  approved_at timestamptz not null,
  primary key (exchange_id, uscc, version),
  foreign key (exchange_id, uscc, version) references guarantee_issuers
);
create trigger guarantee_issuer_approvals_are_for_ever before update or delete on guarantee_issuer_approvals for each row execute function refuse_change();

create table guarantee_letters (
  exchange_id    text        not null,
  sha256         text        not null check (sha256 = encode(sha256(letter), 'hex')),
  letter         bytea       not null check (length(letter) <= 16384),    -- guarantee-letter/1
  signature      bytea       not null,                                    -- CMS, detached
  issuer         text        not null,
  issuer_version integer     not null,
  number         text        not null,                                    -- an issuer gives a number once
  reference      text        not null,                                    -- of the guarantee
  salt           bytea       not null check (length(salt) = 16),
  outbox_id      bigint      not null,
  handed_in_by   text        not null,
  handed_in_at   timestamptz not null,
  primary key (exchange_id, sha256),
  unique (exchange_id, issuer, number),
  unique (exchange_id, reference),
  foreign key (exchange_id, reference) references guarantees (exchange_id, reference),
  foreign key (exchange_id, issuer, issuer_version) references guarantee_issuer_approvals (exchange_id, uscc, version)
);
create trigger guarantee_letters_are_for_ever before update or delete on guarantee_letters for each row execute function refuse_change();

-- What is demanded of an issuer, once a letter.
create table guarantee_demands (
  exchange_id text        not null,
  reference   text        not null,
  paper_id    text        not null,
  ground      text        not null check (ground <> ''),
  amount_fen  bigint      not null check (amount_fen > 0),
  json        bytea       not null,
  json_sha256 text        not null check (json_sha256 = encode(sha256(json), 'hex')),
  pdf_sha256  text        not null,
  pdf_size    bigint      not null,
  outbox_id   bigint      not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, reference),
  foreign key (exchange_id, reference) references guarantee_letters (exchange_id, reference)
);
create trigger guarantee_demands_are_for_ever before update or delete on guarantee_demands for each row execute function refuse_change();

alter table approvals drop constraint approvals_kind_check;
alter table approvals add constraint approvals_kind_check check (kind in ('notice', 'clarification', 'plan', 'close-add', 'by-hand', 'guarantee-issuer'));

grant select, insert on guarantee_issuers, guarantee_issuer_approvals, guarantee_letters, guarantee_demands to daylight_app;
select keep_apart('guarantee_issuers');
select keep_apart('guarantee_issuer_approvals');
select keep_apart('guarantee_letters');
select keep_apart('guarantee_demands');
