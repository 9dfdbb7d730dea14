-- After an opening: what two bids of a lot have in common that few others have. Evidence for the supervisor, read by him alone; no row is ever changed.

create table signal_runs (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  serial      integer     not null check (serial > 0),
  version     text        not null,                                       -- of formulas and thresholds
  as_of       timestamptz not null,                                       -- what was known then counts
  inputs      text        not null check (inputs ~ '^[0-9a-f]{64}$'),     -- hash of what was compared
  file        bytea       not null,                                       -- signals/1, canonical
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  made_at     timestamptz not null,
  primary key (exchange_id, tender_id, lot, serial),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger signal_runs_are_for_ever before update or delete on signal_runs for each row execute function refuse_change();

-- What is kept of an opened bid to hold later ones against: hashes alone, no words and no names.
create table kept_prints (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  serial      integer     not null,                                       -- the run that read it
  bidder      text        not null,
  price_fen   bigint,
  marks       text[]      not null,
  prints      bytea       not null,                                       -- 32-bit numbers, little end first
  kept_at     timestamptz not null,
  primary key (exchange_id, tender_id, lot, serial, bidder),
  foreign key (exchange_id, tender_id, lot, serial) references signal_runs
);
create index kept_prints_by_mark on kept_prints using gin (marks);
create index kept_prints_by_time on kept_prints (exchange_id, kept_at desc);
create trigger kept_prints_are_for_ever before update or delete on kept_prints for each row execute function refuse_change();

create table signal_notes (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  serial      integer     not null check (serial > 0),                    -- the last one about the same bidders counts
  bidders     text[]      not null check (array_length(bidders, 1) >= 2),
  disposal    text        not null check (disposal in ('looked-into', 'explained', 'referred')),
  note        text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, tender_id, lot, serial),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger signal_notes_are_for_ever before update or delete on signal_notes for each row execute function refuse_change();

grant select, insert on signal_runs, kept_prints, signal_notes to daylight_app;
select keep_apart('signal_runs');
select keep_apart('kept_prints');
select keep_apart('signal_notes');
