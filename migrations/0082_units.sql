-- Units of the city in two levels, and the windows of the service centre: who collects, who spends, who handles what. Each stands between days; what ended stays.

create table units (
  exchange_id text        not null references exchanges,
  code        text        not null check (code ~ '^[0-9]{3,12}$'),        -- the finance authority's own
  uscc        text        not null,
  parent_code text,
  zh          text        not null,
  en          text        not null,
  kinds       text[]      not null check (cardinality(kinds) > 0 and kinds <@ array['collecting', 'budget', 'finance', 'centre']),
  from_on     date        not null,
  until_on    date        check (until_on >= from_on),                    -- its last day
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, code),
  foreign key (exchange_id, parent_code) references units,
  foreign key (exchange_id, uscc) references organisations,
  check (parent_code <> code),
  exclude using gist (exchange_id with =, uscc with =, daterange(from_on, until_on, '[]') with &&)
);

create table windows (
  exchange_id text        not null references exchanges,
  number      integer     not null check (number between 1 and 9999),
  unit_code   text,                                                       -- null: a composite window
  zh          text        not null,
  en          text        not null,
  tasks       text[]      not null check (cardinality(tasks) > 0 and tasks <@ array['consult', 'accept', 'fees', 'deliver']),
  from_on     date        not null,
  until_on    date        check (until_on >= from_on),
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, number, from_on),
  foreign key (exchange_id, unit_code) references units,
  exclude using gist (exchange_id with =, number with =, daterange(from_on, until_on, '[]') with &&)
);

grant select, insert on units, windows to daylight_app;
grant update (until_on) on units, windows to daylight_app;
select keep_apart('units');
select keep_apart('windows');
