-- The registry of items (事项): what each unit does for people, in versions that its unit confirms (三进中心确认书) and the centre takes in; none is ever changed. Its hash is logged.

alter table units drop constraint units_kinds_check;
alter table units add constraint units_kinds_check check (cardinality(kinds) > 0 and kinds <@ array['collecting', 'budget', 'finance', 'centre', 'approving', 'government']);

create table items (
  exchange_id text        not null references exchanges,
  code        text        not null check (code ~ '^[0-9]{3,12}-[0-9]{3}$'),
  unit_code   text        not null,                                       -- of its last version, or its draft where it has none
  state       text        not null check (state in ('draft', 'confirmed', 'in-service', 'exit-requested', 'under-study', 'kept', 'mode-changed', 'exited', 'abolished')),
  last_on     date,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, code),
  foreign key (exchange_id, unit_code) references units,
  check ((state in ('exited', 'abolished')) = (last_on is not null))
);
create index items_by_unit on items (exchange_id, unit_code);

create table item_drafts (
  exchange_id  text        not null,
  code         text        not null,
  body         jsonb       not null,
  sha256       text        not null,                                      -- of item-draft/1: what a unit confirms
  drafted_by   text        not null,
  drafted_at   timestamptz not null,
  returned     text,                                                      -- why the centre sent it back
  confirmed_by text,
  confirmed_at timestamptz,
  signed       text,
  primary key (exchange_id, code),
  foreign key (exchange_id, code) references items,
  check ((confirmed_by is null) = (confirmed_at is null))
);

create table item_versions (
  exchange_id  text        not null,
  code         text        not null,
  version      integer     not null check (version > 0),
  unit_code    text        not null,
  from_on      date        not null,
  file         bytea       not null,                                      -- item/1
  sha256       text        not null check (sha256 = encode(sha256(file), 'hex')),
  draft_sha256 text        not null,
  confirmed_by text        not null,
  confirmed_at timestamptz not null,
  signed       text,                                                      -- the signature by which its unit confirmed it
  outbox_id    bigint      not null,
  made_by      text        not null,
  made_at      timestamptz not null,
  primary key (exchange_id, code, version),
  unique (exchange_id, code, from_on),
  foreign key (exchange_id, code) references items,
  foreign key (exchange_id, unit_code) references units
);
create trigger item_versions_are_for_ever before update or delete on item_versions for each row execute function refuse_change();

grant select, insert on items, item_drafts, item_versions to daylight_app;
grant update (unit_code, state, last_on), delete on items to daylight_app;
grant update (body, sha256, drafted_by, drafted_at, returned, confirmed_by, confirmed_at, signed), delete on item_drafts to daylight_app;
select keep_apart('items');
select keep_apart('item_drafts');
select keep_apart('item_versions');
