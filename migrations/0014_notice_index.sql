-- What readers look documents up by. Written in the transaction that publishes; everything in it can be made again from `notices`.

-- The districts an exchange serves, by their code of GB/T 2260, and where a project lies; null is the whole of the exchange's own area.
create table areas (
  exchange_id text not null references exchanges,
  area        text not null check (area ~ '^[0-9]{6}$'),
  name        text not null,
  name_en     text not null,
  primary key (exchange_id, area)
);
alter table projects add column area text;
alter table projects add foreign key (exchange_id, area) references areas;

-- The newest version of every public notice, with the words it is found by (src/notices/search-words.ts). Its filters are lexemes
-- too, the exchange first, so that one index answers every combination of them.
create table notice_index (
  exchange_id  text        not null,
  notice_id    text        not null,
  version      integer     not null,
  tender_id    text        not null,
  lot          text,
  line         text        not null,
  type         text        not null,
  area         text,
  title        text        not null,
  first_at     timestamptz not null,                                     -- when its first version was published
  published_at timestamptz not null,
  words        tsvector    not null,
  primary key (exchange_id, notice_id),
  foreign key (exchange_id, notice_id, version) references notices
);
create index notice_index_newest on notice_index (exchange_id, published_at desc, notice_id desc);
-- Without a list of pending entries: a search never reads one, and what a publication writes is in the index when it commits.
create index notice_index_words on notice_index using gin (words) with (fastupdate = off);
create index notice_index_tender on notice_index (exchange_id, tender_id);

-- Every document by the code printed on it (src/notices/verification-code.ts), letters too: who holds the paper holds the code.
create table notice_codes (
  exchange_id text    not null,
  code        text    not null check (code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
  notice_id   text    not null,
  version     integer not null,
  primary key (exchange_id, code),
  unique (exchange_id, notice_id, version),
  foreign key (exchange_id, notice_id, version) references notices
);

create index tenders_published on tenders (exchange_id, published_at desc, tender_id desc) where published_at is not null;
create index parts_deadline on parts (exchange_id, deadline);

grant select, insert on areas to daylight_app;
grant select, insert, update on notice_index to daylight_app;
grant select, insert on notice_codes to daylight_app;
