-- Cases from files of other systems. A case of such a file is known by the number it has there, within its unit: whoever brings the file again, or a longer one, doubles nothing. Lines that are refused
-- are kept with the field, the code and the facts that decided, until somebody has put them right there.

create table case_imports (
  exchange_id text        not null references exchanges,
  import      text        not null,
  source      text        not null,                                             -- the system the file is of, and the document it was handed over by
  sha256      text        check (sha256 ~ '^[0-9a-f]{64}$'),                    -- of every byte; null while it is read, or where it broke off
  lines       bigint      not null default 0 check (lines >= 0),                -- without the head
  taken       bigint      not null default 0 check (taken >= 0),
  known       bigint      not null default 0 check (known >= 0),                -- taken before, as they are
  refused     bigint      not null default 0 check (refused >= 0),
  made_by     text        not null,
  made_at     timestamptz not null,
  ended_at    timestamptz,
  primary key (exchange_id, import),
  check ((ended_at is null) = (sha256 is null)),
  check (ended_at is null or lines = taken + known + refused)
);
create index case_imports_by_time on case_imports (exchange_id, made_at desc);

create table imported_cases (
  exchange_id text    not null,
  unit        text    not null,
  number      text    not null,                                                 -- of the case in the other system
  code        text    not null,
  import      text    not null,
  line        bigint  not null check (line > 1),
  sha256      bytea   not null check (length(sha256) = 32),                     -- of what its line says
  primary key (exchange_id, unit, number),
  foreign key (exchange_id, code) references cases deferrable initially deferred,
  foreign key (exchange_id, import) references case_imports
);
create unique index imported_cases_by_code on imported_cases (exchange_id, code);
create trigger imported_cases_are_for_ever before update or delete on imported_cases for each row execute function refuse_change();

create table case_import_refusals (
  exchange_id text   not null,
  import      text   not null,
  line        bigint not null check (line > 0),
  number      text   not null,                                                  -- as it stands in the line; empty where there is none
  field       text   not null,                                                  -- empty where it is the line as a whole
  code        text   not null,
  facts       jsonb  not null,
  primary key (exchange_id, import, line),
  foreign key (exchange_id, import) references case_imports
);
create trigger case_import_refusals_are_for_ever before update or delete on case_import_refusals for each row execute function refuse_change();

grant select, insert, update (sha256, lines, taken, known, refused, ended_at) on case_imports to daylight_app;
grant select, insert on imported_cases, case_import_refusals to daylight_app;
select keep_apart('case_imports');
select keep_apart('imported_cases');
select keep_apart('case_import_refusals');
