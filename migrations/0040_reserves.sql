-- The reserve estimate of a lot: its hash before bids close; at the opening the file itself, or word that it is lost.

create table reserves (
  exchange_id  text        not null,
  tender_id    text        not null,
  lot          text        not null,
  commitment   text        not null check (commitment ~ '^[0-9a-f]{64}$'),   -- SHA-256 of a file that only the tenderer has
  committed_by text        not null,
  committed_at timestamptz not null,                                         -- as stamped at the edge
  outbox_id    bigint      not null,
  primary key (exchange_id, tender_id, lot),                                 -- one a lot (实施条例 27)
  unique (exchange_id, tender_id, lot, commitment),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger reserves_are_for_ever before update or delete on reserves for each row execute function refuse_change();

create table reserve_ends (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  commitment  text        not null,
  file        bytea       check (encode(sha256(file), 'hex') = commitment),  -- read out at the opening
  lost_reason text        check (lost_reason <> ''),                         -- or why it cannot be
  ended_by    text        not null,
  ended_at    timestamptz not null,
  outbox_id   bigint      not null,
  primary key (exchange_id, tender_id, lot),
  foreign key (exchange_id, tender_id, lot, commitment) references reserves (exchange_id, tender_id, lot, commitment),
  check ((file is null) <> (lost_reason is null))
);
create trigger reserve_ends_are_for_ever before update or delete on reserve_ends for each row execute function refuse_change();

grant select, insert on reserves, reserve_ends to daylight_app;
