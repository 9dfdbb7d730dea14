-- Ground: the exchanges of this installation, their clocks, and the roles that may do less than the owner.
-- Forward only; never edited once merged. exchange_id leads every key: one installation can host several exchanges.

do $$ begin
  if not exists (select from pg_roles where rolname = 'daylight_app') then create role daylight_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'daylight_sequencer') then create role daylight_sequencer nologin; end if;
  if not exists (select from pg_roles where rolname = 'daylight_jobs') then create role daylight_jobs nologin; end if;
end $$;
grant usage on schema public to daylight_app, daylight_sequencer;

-- One row: the mode this database was made in. Starting it in the other mode is refused.
create table installation (
  one     boolean     primary key default true check (one),
  mode    text        not null check (mode in ('rehearsal', 'live')),
  made_at timestamptz not null
);

create table exchanges (
  exchange_id   text        primary key check (exchange_id ~ '^[a-z0-9-]{1,32}$'),
  host          text        not null unique,                 -- chenguang.example
  name          text        not null,                        -- 晨光市公共资源交易中心
  name_en       text        not null,
  uscc          text        not null,
  platform_code text        not null check (length(platform_code) = 11),
  origin        text        not null unique,                 -- the log's name: <host>/<mode>/<8 hex>
  made_at       timestamptz not null
);

-- Rehearsal only: where the movable clock stands. now = stands_at + (held ? 0 : real time since set_at).
create table clocks (
  exchange_id text        primary key references exchanges,
  stands_at   timestamptz not null,
  set_at      timestamptz not null,
  held        boolean     not null
);

create function refuse_change() returns trigger language plpgsql as
  $$ begin raise exception '% may only be inserted into', tg_table_name using errcode = 'insufficient_privilege'; end $$;

grant select, insert on installation, exchanges to daylight_app;
grant select, insert, update on clocks to daylight_app;
