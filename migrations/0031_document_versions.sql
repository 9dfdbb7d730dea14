-- Tender documents that a clarification replaces after publication: every version that was in force is kept.

alter table documents add column notice_id text;                          -- the clarification that brought this version; null: the draft did

-- What waits to take a document's place.
create table document_drafts (
  exchange_id text        not null,
  tender_id   text        not null,
  name        text        not null,
  media_type  text        not null,
  sha256      text        not null,
  size        bigint      not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, tender_id, name),
  foreign key (exchange_id, tender_id) references tenders
);

alter table document_texts add column listing text;                       -- of a zip: its files with size and SHA-256

grant select, insert, update, delete on document_drafts to daylight_app;
