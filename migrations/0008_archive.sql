-- The archive of a tender: which bytes a bundle holds, fixed by a log entry.

create table archives (
  exchange_id text        not null,
  tender_id   text        not null,
  edition     text        not null check (edition in ('full', 'public')),
  serial      integer     not null,
  tree_size   bigint      not null,
  sha256      text        not null,
  inputs      jsonb       not null,                                     -- which rows it covers, so that it is made again the same
  outbox_id   bigint      not null,
  made_at     timestamptz not null,
  primary key (exchange_id, tender_id, edition, serial),
  foreign key (exchange_id, tender_id) references tenders
);

grant select, insert on archives to daylight_app;
