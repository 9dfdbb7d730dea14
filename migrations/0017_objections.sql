-- Objections (异议) and challenges (质疑) to the documents or the result, with their reply; winners who fall away; re-tenders.

create table objections (
  exchange_id   text        not null,
  tender_id     text        not null,
  lot           text        not null,
  serial        integer     not null check (serial >= 1),
  about         text        not null check (about in ('documents', 'result')),
  filed_by      text        not null,                                     -- the actor
  filer_uscc    text        not null,
  filer_name    text        not null,
  content       text        not null,
  salt          bytea       not null check (octet_length(salt) = 16),      -- blinds the logged hash: before the deadline it names nobody
  filed_at      timestamptz not null,
  reply_due     timestamptz not null,                                     -- 24:00 of the last day, rolled
  outbox_id     bigint      not null,
  primary key (exchange_id, tender_id, lot, serial),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger objections_are_for_ever before update or delete on objections for each row execute function refuse_change();

create table objection_replies (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  serial      integer     not null,
  upheld      boolean     not null,
  answer      text        not null,
  effect      text        not null,                                       -- what it means for the schedule
  replied_by  text        not null,
  replied_at  timestamptz not null,
  notice_id   text        not null,
  primary key (exchange_id, tender_id, lot, serial),
  foreign key (exchange_id, tender_id, lot, serial) references objections
);
create trigger objection_replies_are_for_ever before update or delete on objection_replies for each row execute function refuse_change();

create table winner_failures (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  bidder      text        not null,
  ground      text        not null,
  finding     text        not null,
  next_bidder text,                                                       -- null where the lot is tendered again
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, tender_id, lot, bidder),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger winner_failures_are_for_ever before update or delete on winner_failures for each row execute function refuse_change();

alter table tenders add column retender_of text;                          -- the failed tender this one follows (标次)
alter table tenders add constraint tenders_follow_a_tender foreign key (exchange_id, retender_of) references tenders (exchange_id, tender_id);

grant select, insert on objections, objection_replies, winner_failures to daylight_app;
