-- Calls to experts who were drawn, and what they answered: known to the exchange by label alone. Each is only ever added.

create table draw_calls (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  number      integer     not null,
  label       text        not null check (label ~ '^[0-9a-f]{64}$'),
  place       integer     not null check (place > 0),                    -- which call to this label
  channel     text        not null check (channel in ('sms', 'voice')),
  ticket      text        not null check (ticket ~ '^[0-9a-f]{64}$'),    -- hash of the word by which whoever was called answers
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, tender_id, lot, number, label, place),
  foreign key (exchange_id, tender_id, lot, number) references draws
);
create index draw_calls_by_ticket on draw_calls (exchange_id, ticket);
create trigger draw_calls_are_for_ever before update or delete on draw_calls for each row execute function refuse_change();

create table draw_answers (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  number      integer     not null,
  label       text        not null check (label ~ '^[0-9a-f]{64}$'),
  place       integer     not null check (place > 0),                    -- the last answer counts
  answer      text        not null check (answer in ('accept', 'decline', 'conflict')),
  reason      text,
  answered_at timestamptz not null,
  primary key (exchange_id, tender_id, lot, number, label, place),
  foreign key (exchange_id, tender_id, lot, number) references draws
);
create trigger draw_answers_are_for_ever before update or delete on draw_answers for each row execute function refuse_change();

grant select, insert on draw_calls, draw_answers to daylight_app;

select keep_apart('draw_calls');
select keep_apart('draw_answers');
