-- One centre: its sub-centres with their halls, who holds which post, and the rules it works by, each in versions that every hall takes up.

alter table units add column level text not null default 'city' check (level in ('city', 'district'));

create table sub_centres (
  exchange_id text        not null references exchanges,
  code        text        not null check (code ~ '^[a-z][a-z0-9-]{1,19}$'),
  kind        text        not null check (kind in ('approval', 'complaints', 'exchange', 'treasury', 'district')),
  unit_code   text        not null,                                       -- the unit that runs it
  zh          text        not null,
  en          text        not null,
  on_site     boolean     not null,                                       -- whether it works on the centre's premises
  place       text        not null,
  from_on     date        not null,
  until_on    date        check (until_on >= from_on),
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, code),
  foreign key (exchange_id, unit_code) references units,
  exclude using gist (exchange_id with =, kind with =, daterange(from_on, until_on, '[]') with &&) where (kind <> 'district')
);

create table service_halls (
  exchange_id text        not null,
  code        text        not null check (code ~ '^[a-z][a-z0-9-]{1,19}$'),
  sub_centre  text        not null,
  zh          text        not null,
  en          text        not null,
  place       text        not null,
  from_on     date        not null,
  until_on    date        check (until_on >= from_on),
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, code),
  foreign key (exchange_id, sub_centre) references sub_centres
);

alter table windows add column hall_code text, add foreign key (exchange_id, hall_code) references service_halls;

create table posts (
  exchange_id text        not null references exchanges,
  post_id     text        not null,
  kind        text        not null check (kind in ('committee-director', 'party-secretary', 'head', 'deputy-head', 'sub-centre-head', 'conduct-supervisor')),
  sub_centre  text,
  name        text        not null,
  actor_id    text,                                                       -- the office in which its holder signs in
  from_on     date        not null,
  until_on    date        check (until_on >= from_on),
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, post_id),
  foreign key (exchange_id, sub_centre) references sub_centres,
  foreign key (exchange_id, actor_id) references actors,
  check ((kind = 'sub-centre-head') = (sub_centre is not null)),
  exclude using gist (exchange_id with =, kind with =, coalesce(sub_centre, '') with =, daterange(from_on, until_on, '[]') with &&) where (kind not in ('deputy-head', 'conduct-supervisor'))
);

create table regulations (
  exchange_id text        not null references exchanges,
  code        text        not null check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  version     integer     not null check (version > 0),
  kind        text        not null check (kind in ('policy', 'regulation', 'procedure', 'system', 'studied')),
  status      text        not null check (status in ('in-force', 'repealed')),
  from_on     date        not null,
  json        bytea       not null,                                       -- its record, canonical: title and text
  json_sha256 text        not null check (json_sha256 = encode(sha256(json), 'hex')),
  pdf_sha256  text        not null check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  pdf_size    bigint      not null,
  outbox_id   bigint      not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, code, version),
  check ((kind = 'policy') = (code in ('items', 'cases', 'standards', 'collection'))),
  check (kind <> 'policy' or status = 'in-force')
);
create trigger regulations_are_for_ever before update or delete on regulations for each row execute function refuse_change();

create table policy_halls (
  exchange_id text        not null,
  hall        text        not null,
  code        text        not null check (code in ('items', 'cases', 'standards', 'collection')),
  version     integer     not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, hall, code, version),
  foreign key (exchange_id, hall) references service_halls,
  foreign key (exchange_id, code, version) references regulations
);
create trigger policy_halls_are_for_ever before update or delete on policy_halls for each row execute function refuse_change();

grant select, insert on sub_centres, service_halls, posts, regulations, policy_halls to daylight_app;
grant update (until_on) on sub_centres, service_halls, posts to daylight_app;
select keep_apart('sub_centres');
select keep_apart('service_halls');
select keep_apart('posts');
select keep_apart('regulations');
select keep_apart('policy_halls');
