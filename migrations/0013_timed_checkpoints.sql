-- Checkpoints that count because of when the witnesses saw them: the deadline checkpoint and the closing one (trust.md §1.5). The size
-- may have been cosigned before; this is the note of the first quorum whose times all lie in the window. Its bytes never change: the
-- close names it by hash, openers and bundles carry it.

create table timed_checkpoints (
  exchange_id text        not null,
  from_at     timestamptz not null,                          -- the window, both ends in it
  to_at       timestamptz not null check (to_at >= from_at),
  size        bigint      not null,
  note        text        not null,
  made_at     timestamptz not null,                          -- exchange clock
  primary key (exchange_id, from_at, to_at, size),
  foreign key (exchange_id, size) references tree_heads
);
create trigger timed_checkpoints_stay before update or delete or truncate on timed_checkpoints for each statement execute function refuse_change();
grant select on timed_checkpoints to daylight_app;
grant select, insert on timed_checkpoints to daylight_sequencer;

-- A part keeps the sizes; the notes it kept move to the log.
alter table parts add column closing_size bigint;
update parts set closing_size = split_part(closing_note, E'\n', 2)::bigint where closing_note is not null;
insert into timed_checkpoints (exchange_id, from_at, to_at, size, note, made_at)
  select exchange_id, deadline, deadline + interval '10 seconds', deadline_size, min(deadline_note), deadline from parts where deadline_note is not null group by exchange_id, deadline, deadline_size;
insert into timed_checkpoints (exchange_id, from_at, to_at, size, note, made_at)
  select exchange_id, deadline, deadline + interval '60 seconds', closing_size, min(closing_note), deadline from parts where closing_note is not null group by exchange_id, deadline, closing_size;
alter table parts drop column deadline_note, drop column closing_note;
