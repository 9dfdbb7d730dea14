-- The pool of evaluation experts, open to its keeper and the supervisor alone. What an expert says of himself is sealed under a key outside the
-- database; beside it stands what lists are made by. Steps of his life in the pool and assessments are only ever added.

create table experts (
  exchange_id text        not null,
  expert_id   text        not null,                                    -- also the office he judges in, once he has an account
  person_id   text,                                                    -- null: brought by a list, no account yet
  lookup      bytea       not null,                                    -- keyed hash of the identity number: nobody stands in the pool twice
  sealed      bytea       not null,
  version     integer     not null default 1,
  specialties text[]      not null,
  state       text        not null check (state in ('applied', 'under-review', 'trained', 'active', 'paused', 'under-investigation', 'refused', 'removed')),
  term_until  date,
  code_sha256 bytea,                                                   -- the code by which he takes up his office
  code_until  timestamptz,
  made_at     timestamptz not null,
  primary key (exchange_id, expert_id),
  foreign key (exchange_id, person_id) references people,
  unique (exchange_id, person_id),
  unique (exchange_id, lookup),
  unique (exchange_id, code_sha256),
  check ((code_sha256 is null) = (code_until is null))
);
create index experts_by_state on experts (exchange_id, state, expert_id);

create table expert_steps (
  exchange_id text        not null,
  expert_id   text        not null,
  number      integer     not null check (number > 0),
  step        text        not null,
  reason      text,
  until       date,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, expert_id, number),
  foreign key (exchange_id, expert_id) references experts
);
create trigger expert_steps_are_for_ever before update or delete on expert_steps for each row execute function refuse_change();

grant select, insert on experts, expert_steps to daylight_app;
grant update (person_id, sealed, lookup, version, specialties, state, term_until, code_sha256, code_until) on experts to daylight_app;

select keep_apart('experts');
select keep_apart('expert_steps');
