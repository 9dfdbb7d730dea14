-- Panel, signed sheets, totals, candidates, award, letters, contract.

create table panel_members (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  label       text        not null,                                     -- random: the log and the bundle name nobody
  actor_id    text        not null,
  name        text        not null,
  kind        text        not null check (kind in ('expert', 'representative')),
  chair       boolean     not null default false,
  seated_at   timestamptz not null,
  primary key (exchange_id, tender_id, lot, label),
  unique (exchange_id, tender_id, lot, actor_id),
  foreign key (exchange_id, tender_id, lot) references lots
);

create table sheets (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  label       text        not null,
  part        text        not null,
  sheet       bytea       not null,
  signature   bytea       not null,
  sha256      text        not null,
  outbox_id   bigint      not null,
  signed_at   timestamptz not null,
  primary key (exchange_id, tender_id, lot, label, part),
  foreign key (exchange_id, tender_id, lot, label) references panel_members
);
create trigger sheets_are_for_ever before update or delete on sheets for each row execute function refuse_change();

create table rejections (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  bidder      text        not null,
  ground      text        not null,                                     -- one of the seven of 条例 51
  clause      text        not null,
  reason      text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, tender_id, lot, bidder),
  foreign key (exchange_id, tender_id, lot) references lots
);

create table evaluations (
  exchange_id     text        not null,
  tender_id       text        not null,
  lot             text        not null,
  method          bytea,                                                -- method.json
  technical       bytea,                                                -- technical.json
  totals          bytea,                                                -- totals.json, with the explanation trees
  corrections     jsonb,
  report_at       timestamptz,
  candidates      jsonb,
  publicity_from  date,
  publicity_until timestamptz,
  winner          text,
  award_fen       bigint,
  award_reason    text,
  decided_at      timestamptz,
  notified_at     timestamptz,
  contract_due    timestamptz,
  contract        jsonb,
  contracted_at   timestamptz,
  reported_at     timestamptz,
  primary key (exchange_id, tender_id, lot),
  foreign key (exchange_id, tender_id, lot) references lots
);

grant select, insert on panel_members, sheets, rejections to daylight_app;
grant select, insert, update on evaluations to daylight_app;
