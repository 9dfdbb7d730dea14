-- What the check before publication found, each time it was made; and what could be read of each uploaded document.

create table tender_checks (
  exchange_id  text        not null,
  tender_id    text        not null,
  serial       integer     not null check (serial > 0),
  form_version integer     not null,                                     -- tenders.version that was checked
  occasion     text        not null check (occasion in ('asked', 'submission', 'publication')),
  report       bytea       not null,                                     -- check/1, canonical JSON
  made_by      text        not null,                                     -- an actor or 'clock'
  made_at      timestamptz not null,
  primary key (exchange_id, tender_id, serial),
  foreign key (exchange_id, tender_id) references tenders
);
create trigger tender_checks_are_for_ever before update or delete on tender_checks for each row execute function refuse_change();

create table document_texts (
  exchange_id text        not null,
  sha256      text        not null,
  words       text,                                                      -- null where they could not be read
  barrier     text,                                                      -- what stands between a reader and the document
  read_at     timestamptz not null,
  primary key (exchange_id, sha256)
);

grant select, insert on tender_checks, document_texts to daylight_app;
