-- 保姆式服务 (rule book D8): the pool of concierges, the investors’ projects, what they ask for, and the file of all that was done.

create table concierges (
  exchange_id  text        not null references exchanges,
  concierge    text        not null,
  actor_id     text        not null,                                       -- the office in which he acts
  unit_code    text        not null,
  name         text        not null check (name <> ''),
  post         text        not null,
  phone        text        not null,
  areas        text[]      not null check (cardinality(areas) > 0),
  presence     text        not null default 'active' check (presence in ('active', 'away', 'left')),
  version      integer     not null default 1,
  photo_sha256 text,
  photo_type   text        check (photo_type in ('image/png', 'image/jpeg')),
  photo_size   bigint,
  entered_by   text        not null,
  entered_at   timestamptz not null,
  primary key (exchange_id, concierge),
  unique (exchange_id, actor_id),
  foreign key (exchange_id, unit_code) references units,
  check ((photo_sha256 is null) = (photo_type is null) and (photo_sha256 is null) = (photo_size is null))
);

create table investment_projects (
  exchange_id text        not null references exchanges,
  project     text        not null,
  owner       text        not null,                                        -- credit code of the firm, or the office of one who invests himself
  owner_name  text        not null,
  title       text        not null check (title <> ''),
  area        text        not null,
  business    text        not null,
  contact     text        not null,
  phone       text        not null,
  stage       text        not null check (stage in ('landing', 'construction', 'production', 'operation')),
  concierge   text,                                                        -- whom the investor chose last
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, project),
  foreign key (exchange_id, concierge) references concierges
);
create index investment_projects_by_owner on investment_projects (exchange_id, owner);

create table concierge_requests (
  exchange_id text        not null,
  project     text        not null,
  serial      integer     not null check (serial > 0),
  title       text        not null check (title <> ''),
  content     text        not null,
  state       text        not null check (state in ('raised', 'dispatched', 'in-progress', 'escalated', 'solved', 'rated')),
  level       integer     not null default 0 check (level between 0 and 3 and (state <> 'escalated' or level > 0)),
  due_on      date,                                                        -- the last day for what comes next
  since_on    date        not null,                                        -- from when that is counted
  rating      text        check (rating in ('very-satisfied', 'satisfied', 'fair', 'dissatisfied')),
  raised_by   text        not null,
  raised_at   timestamptz not null,
  primary key (exchange_id, project, serial),
  foreign key (exchange_id, project) references investment_projects,
  check ((rating is not null) = (state = 'rated')),
  check ((due_on is null) = (state in ('solved', 'rated')))
);

-- The file of a project (档案), only ever added to. Nobody but an investor chooses a concierge.
create table service_log (
  exchange_id text        not null,
  project     text        not null,
  number      integer     not null check (number > 0),
  kind        text        not null check (kind in ('registered', 'proposed', 'chosen', 'raised', 'dispatch', 'start', 'escalate', 'solve', 'rate', 'note', 'stage')),
  request     integer,
  concierge   text,
  level       integer,
  due_on      date,                                                        -- by when it should have been done
  text        text        not null,
  made_by     text        not null,
  made_as     text        not null,                                        -- the role
  made_at     timestamptz not null,
  primary key (exchange_id, project, number),
  foreign key (exchange_id, project) references investment_projects,
  foreign key (exchange_id, project, request) references concierge_requests,
  foreign key (exchange_id, concierge) references concierges,
  check (kind <> 'chosen' or made_as in ('citizen', 'bidder'))
);
create trigger service_log_is_for_ever before update or delete on service_log for each row execute function refuse_change();

grant select, insert, update on concierges, investment_projects, concierge_requests to daylight_app;
grant select, insert on service_log to daylight_app;
select keep_apart('concierges');
select keep_apart('investment_projects');
select keep_apart('concierge_requests');
select keep_apart('service_log');
