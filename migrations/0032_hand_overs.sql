-- The buyer takes its file over: which archive, by the hash of the list that names every file of the package.
create table hand_overs (
  exchange_id    text        not null references exchanges,
  tender_id      text        not null,
  archive_serial integer     not null,
  sha256         text        not null check (sha256 ~ '^[0-9a-f]{64}$'),  -- of archive-list.json
  outbox_id      bigint      not null,
  accepted_by    text        not null,
  accepted_at    timestamptz not null,
  primary key (exchange_id, tender_id, archive_serial),
  foreign key (exchange_id, tender_id) references tenders
);
create trigger hand_overs_are_for_ever before update or delete on hand_overs for each row execute function refuse_change();
grant select, insert on hand_overs to daylight_app;
