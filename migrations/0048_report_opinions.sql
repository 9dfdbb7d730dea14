-- What each member of a committee says of the evaluation report over its own signature: that it agrees, or what it thinks instead and why (条例 53; 12号令 43; 87号令 61).

create table report_opinions (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  label       text        not null,
  serial      int         not null check (serial >= 1),                   -- a member may say otherwise until the report is submitted: the last one counts
  file        bytea       not null,                                       -- report-opinion/1, whose hash is in the log
  signature   bytea       not null,
  sha256      text        not null,
  outbox_id   bigint      not null,
  signed_at   timestamptz not null,
  primary key (exchange_id, tender_id, lot, label, serial),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger report_opinions_are_for_ever before update or delete on report_opinions for each row execute function refuse_change();

grant select, insert on report_opinions to daylight_app;
select keep_apart('report_opinions');
