-- A sheet opened again before the report, a score that stands out and stays, a member who leaves, who takes the seat, a chair that goes to another (条例 48; 87号令 49, 64).

create table panel_changes (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  serial      int         not null check (serial >= 1),                   -- in the order they happened
  file        bytea       not null,                                       -- panel-change/1, whose hash is in the log
  sha256      text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  outbox_id   bigint      not null,
  primary key (exchange_id, tender_id, lot, serial),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger panel_changes_are_for_ever before update or delete on panel_changes for each row execute function refuse_change();
grant select, insert on panel_changes to daylight_app;
select keep_apart('panel_changes');

-- A sheet that was opened again is signed anew; the one before stays.
alter table sheets add column serial int not null default 1 check (serial >= 1);
alter table sheets drop constraint sheets_pkey;
alter table sheets add primary key (exchange_id, tender_id, lot, label, part, serial);

-- Scores as a member has typed them, kept until the sheet is signed: a page that is closed or a second device loses nothing.
create table sheet_drafts (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  label       text        not null,
  bidder      text        not null,
  criterion   text        not null,
  score       text        not null,
  reason      text        not null,
  saved_at    timestamptz not null,
  primary key (exchange_id, tender_id, lot, label, bidder, criterion),
  foreign key (exchange_id, tender_id, lot, label) references panel_members
);
grant select, insert, update, delete on sheet_drafts to daylight_app;
select keep_apart('sheet_drafts');
