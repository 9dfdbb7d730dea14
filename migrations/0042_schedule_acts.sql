-- Approvals of notices for a moment to come and what ended them, each with a blinded entry in the log.

create table schedule_acts (
  exchange_id text        not null,
  tender_id   text        not null,
  serial      integer     not null check (serial > 0),
  kind        text        not null check (kind in ('scheduled', 'unscheduled')),
  made_by     text        not null,
  made_at     timestamptz not null,
  file        bytea       not null,                                       -- schedule/1, whose hash the entry hides
  salt        bytea       not null check (octet_length(salt) = 16),       -- few officers and moments: without it everybody could try them all
  outbox_id   bigint      not null,
  primary key (exchange_id, tender_id, serial),
  foreign key (exchange_id, tender_id) references tenders
);
create trigger schedule_acts_are_for_ever before update or delete on schedule_acts for each row execute function refuse_change();

grant select, insert on schedule_acts to daylight_app;
