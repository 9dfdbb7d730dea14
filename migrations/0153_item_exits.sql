-- How an item leaves the hall: six steps in their order, each once and with its paper; what is abolished by law; files of items; how units are handed over (两集中两到位).

create table item_files (
  exchange_id text        not null references exchanges,
  code        text        not null,
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name        text        not null,
  size        bigint      not null check (size > 0),
  media_type  text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, code, sha256)
);

create table item_exits (
  exchange_id text        not null,
  code        text        not null,
  serial      integer     not null check (serial > 0),
  outcome     text        check (outcome in ('keep', 'mode-change', 'exit', 'abolished')),  -- null until the unit is answered
  opened_by   text        not null,
  opened_at   timestamptz not null,
  closed_at   timestamptz,
  primary key (exchange_id, code, serial),
  foreign key (exchange_id, code) references items,
  check ((outcome is null) = (closed_at is null))
);
create unique index item_exits_one_open on item_exits (exchange_id, code) where outcome is null;

create table item_papers (
  exchange_id text        not null,
  code        text        not null,
  paper_id    text        not null check (paper_id ~ '^[a-z0-9-]{1,60}$'),
  kind        text        not null check (kind in ('item-confirmation', 'item-exit', 'item-abolition')),
  json        bytea       not null,
  json_sha256 text        not null,
  pdf_sha256  text        not null,
  pdf_size    bigint      not null,
  outbox_id   bigint      not null,
  made_at     timestamptz not null,
  primary key (exchange_id, paper_id),
  foreign key (exchange_id, code) references items
);

create table item_exit_steps (
  exchange_id text        not null,
  code        text        not null,
  serial      integer     not null,
  place       smallint    not null,
  step        text        not null,
  said        jsonb       not null,
  paper_id    text        not null,
  signed      text,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, code, serial, place),
  foreign key (exchange_id, code, serial) references item_exits,
  foreign key (exchange_id, paper_id) references item_papers,
  check ((place, step) in ((1, 'request'), (2, 'report'), (3, 'study'), (4, 'opinion'), (5, 'decision'), (6, 'answer')))
);

-- No step is skipped: each has the one before it.
create function exit_steps_follow() returns trigger language plpgsql as $$
begin
  if new.place > 1 and not exists (select from item_exit_steps as before where before.exchange_id = new.exchange_id and before.code = new.code and before.serial = new.serial and before.place = new.place - 1) then
    raise exception 'step % of exit %/% without the one before it', new.step, new.code, new.serial;
  end if;
  return new;
end $$;
create trigger item_exit_steps_follow before insert on item_exit_steps for each row execute function exit_steps_follow();

create table unit_hand_overs (
  exchange_id                 text        not null,
  unit_code                   text        not null,
  serial                      integer     not null check (serial > 0),
  from_on                     date        not null,
  has_single_approval_section boolean     not null,
  section_moved_whole         boolean     not null check (has_single_approval_section or not section_moved_whole),
  uses_approval_seal          boolean     not null,
  authority                   text        not null,
  seal_paper                  text,
  seal_sha256                 text,
  made_by                     text        not null,
  made_at                     timestamptz not null,
  primary key (exchange_id, unit_code, serial),
  foreign key (exchange_id, unit_code) references units,
  check (uses_approval_seal = (seal_paper is not null) and uses_approval_seal = (seal_sha256 is not null))
);

create trigger item_files_are_for_ever before update or delete on item_files for each row execute function refuse_change();
create trigger item_papers_are_for_ever before update or delete on item_papers for each row execute function refuse_change();
create trigger item_exit_steps_are_for_ever before update or delete on item_exit_steps for each row execute function refuse_change();
create trigger unit_hand_overs_are_for_ever before update or delete on unit_hand_overs for each row execute function refuse_change();

grant select, insert on item_files, item_exits, item_papers, item_exit_steps, unit_hand_overs to daylight_app;
grant update (outcome, closed_at) on item_exits to daylight_app;
select keep_apart('item_files');
select keep_apart('item_exits');
select keep_apart('item_papers');
select keep_apart('item_exit_steps');
select keep_apart('unit_hand_overs');
