-- How firms come in: applications for prequalification, and lots that only admitted firms bid for.

create table admissions (
  exchange_id  text        not null,
  tender_id    text        not null,
  lot          text        not null,
  firm         text        not null,                                      -- credit code; secret until the bids are opened
  name         text        not null,
  basis        text        not null check (basis in ('invited', 'passed')),
  salt         bytea       not null check (octet_length(salt) = 32),      -- hides the firm in the committed list
  named_by     text        not null,
  named_at     timestamptz not null,
  declined_at  timestamptz,
  declined_why text,
  primary key (exchange_id, tender_id, lot, firm),
  foreign key (exchange_id, tender_id, lot) references lots
);
create index admissions_of_firm on admissions (exchange_id, firm);

-- Made when the invitations go out; from then on the lot takes bids of these firms alone.
create table admission_lists (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  file        bytea       not null,                                       -- admitted/1: commitments and covers
  sha256      text        not null,
  outbox_id   bigint      not null,
  made_at     timestamptz not null,
  primary key (exchange_id, tender_id, lot),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger admission_lists_are_for_ever before update or delete on admission_lists for each row execute function refuse_change();

alter table documents add column round text not null default 'bid' check (round in ('prequalification', 'bid'));
alter table panel_members add column round text not null default 'bid' check (round in ('prequalification', 'bid'));
alter table panel_members drop constraint panel_members_exchange_id_tender_id_lot_actor_id_key;
alter table panel_members add constraint panel_members_sit_once unique (exchange_id, tender_id, lot, round, actor_id);

-- The committee's review of applications as one file, which every member signs.
create table prequal_reviews (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  version     integer     not null check (version >= 1),
  file        bytea       not null,
  sha256      text        not null,
  written_by  text        not null,
  written_at  timestamptz not null,
  primary key (exchange_id, tender_id, lot, version),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger prequal_reviews_are_for_ever before update or delete on prequal_reviews for each row execute function refuse_change();

create table prequal_signatures (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  version     integer     not null,
  label       text        not null,
  signature   bytea       not null,
  signed_at   timestamptz not null,
  primary key (exchange_id, tender_id, lot, version, label),
  foreign key (exchange_id, tender_id, lot, version) references prequal_reviews,
  foreign key (exchange_id, tender_id, lot, label) references panel_members
);
create trigger prequal_signatures_are_for_ever before update or delete on prequal_signatures for each row execute function refuse_change();

grant select, insert on admission_lists, prequal_reviews, prequal_signatures to daylight_app;
grant select, insert, update, delete on admissions to daylight_app;
