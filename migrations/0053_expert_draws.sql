-- The draw of evaluation experts (DDR-1): who was asked for, the blinded pool, contributions, codes and who came. Steps are only ever added.
-- The exchange holds labels; names stay with the pool keeper until the members sign in.

create table draws (
  exchange_id  text        not null,
  tender_id    text        not null,
  lot          text        not null,
  number       integer     not null check (number > 0),
  request      bytea       not null,                                    -- canonical: strata, limit per unit, contributors, representatives
  requested_by text        not null,
  requested_at timestamptz not null,
  primary key (exchange_id, tender_id, lot, number),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger draws_are_for_ever before update or delete on draws for each row execute function refuse_change();

create table draw_files (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  number      integer     not null,
  kind        text        not null check (kind in ('secret', 'plan', 'pool', 'fixed', 'result', 'opened')),
  place       integer     not null default 1,                           -- a pool may be brought again until it is fixed
  file        bytea       not null,                                     -- of `secret` and `fixed` the hash they fix
  made_by     text        not null,
  made_at     timestamptz not null,
  outbox_id   bigint,
  primary key (exchange_id, tender_id, lot, number, kind, place),
  foreign key (exchange_id, tender_id, lot, number) references draws,
  check (kind = 'pool' or place = 1)
);
create trigger draw_files_are_for_ever before update or delete on draw_files for each row execute function refuse_change();

create table draw_contributions (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  number      integer     not null,
  name        text        not null,
  kind        text        not null check (kind in ('commit', 'reveal')),
  value       text        not null check (value ~ '^[0-9a-f]{64}$' or (kind = 'reveal' and value = '-')),
  made_by     text        not null,
  made_at     timestamptz not null,
  outbox_id   bigint      not null,
  primary key (exchange_id, tender_id, lot, number, kind, name),
  foreign key (exchange_id, tender_id, lot, number) references draws
);
create trigger draw_contributions_are_for_ever before update or delete on draw_contributions for each row execute function refuse_change();

-- The first code of a draw makes its result and stands at place 0; each further one replaces the label that was asked for.
create table draw_codes (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  number      integer     not null,
  place       integer     not null check (place >= 0),
  code        text        not null check (code ~ '^[0-9a-f]{64}$'),
  substitute  text        check (substitute ~ '^[0-9a-f]{64}$'),
  made_by     text        not null,
  made_at     timestamptz not null,
  outbox_id   bigint      not null,
  primary key (exchange_id, tender_id, lot, number, place),
  foreign key (exchange_id, tender_id, lot, number) references draws,
  check ((place = 0) = (substitute is null))
);
create trigger draw_codes_are_for_ever before update or delete on draw_codes for each row execute function refuse_change();

create table draw_replacements (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  number      integer     not null,
  place       integer     not null check (place > 0),
  label       text        not null check (label ~ '^[0-9a-f]{64}$'),
  reason      text        not null,
  evidence    text        not null check (evidence ~ '^[0-9a-f]{64}$'),
  asked_by    text        not null,
  asked_at    timestamptz not null,
  primary key (exchange_id, tender_id, lot, number, place),
  foreign key (exchange_id, tender_id, lot, number) references draws
);
create trigger draw_replacements_are_for_ever before update or delete on draw_replacements for each row execute function refuse_change();

create table draw_arrivals (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  number      integer     not null,
  label       text        not null check (label ~ '^[0-9a-f]{64}$'),
  actor_id    text        not null,
  salt        text        not null check (salt ~ '^[0-9a-f]{32}$'),
  arrived_at  timestamptz not null,
  primary key (exchange_id, tender_id, lot, number, label),
  unique (exchange_id, tender_id, lot, number, actor_id),
  foreign key (exchange_id, tender_id, lot, number) references draws
);
create trigger draw_arrivals_are_for_ever before update or delete on draw_arrivals for each row execute function refuse_change();

grant select, insert on draws, draw_files, draw_contributions, draw_codes, draw_replacements, draw_arrivals to daylight_app;

select keep_apart(kept) from unnest(array['draws', 'draw_files', 'draw_contributions', 'draw_codes', 'draw_replacements', 'draw_arrivals']::regclass[]) as kept;
