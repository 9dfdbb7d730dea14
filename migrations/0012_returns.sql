-- What a second officer sent back instead of publishing it: the reason, who prepared it, who read it. `clarification` is null for the
-- tender notice, else the serial of the clarification.

create table returns (
  exchange_id   text        not null,
  tender_id     text        not null,
  serial        integer     not null check (serial > 0),
  clarification integer,
  reason        text        not null check (reason <> ''),
  prepared_by   text        not null,
  prepared_at   timestamptz not null,
  returned_by   text        not null check (returned_by <> prepared_by),  -- four eyes
  returned_at   timestamptz not null,
  primary key (exchange_id, tender_id, serial),
  foreign key (exchange_id, tender_id) references tenders,
  foreign key (exchange_id, tender_id, clarification) references clarifications
);
create unique index returns_once on returns (exchange_id, tender_id, clarification) where clarification is not null;
create trigger returns_are_for_ever before update or delete on returns for each row execute function refuse_change();
grant select, insert on returns to daylight_app;
