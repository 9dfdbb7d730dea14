-- What bidders showed to be wrong with a close, in the objection window: the evidence as it is hashed in the log, and the supervisor's
-- word on it (trust.md §1.5, step 2). Until each is decided the lot is not opened.

create table disputes (
  exchange_id      text        not null,
  tender_id        text        not null,
  lot              text        not null,
  part             text        not null,
  serial           smallint    not null check (serial > 0),
  ground           text        not null check (ground in ('receipt-broken', 'accepted-late', 'list-wrong', 'office-unlisted')),
  statement_sha256 text        not null check (statement_sha256 ~ '^[0-9a-f]{64}$'),
  bidder           text        not null,
  file             bytea       not null,                                   -- dispute.json, canonical
  sha256           text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  raised_by        text        not null,
  raised_at        timestamptz not null,
  outbox_id        bigint      not null,
  outcome          text        check (outcome in ('upheld', 'rejected', 'added')),
  reason           text,
  decision         bytea,                                                  -- decision.json, canonical
  decided_by       text,
  decided_at       timestamptz,
  decision_outbox  bigint,
  primary key (exchange_id, tender_id, lot, part, serial),
  unique (exchange_id, tender_id, lot, part, statement_sha256),
  foreign key (exchange_id, tender_id, lot, part) references parts,
  check ((outcome is null) = (decision is null) and (outcome is null) = (decided_at is null))
);
grant select, insert, update (outcome, reason, decision, decided_by, decided_at, decision_outbox) on disputes to daylight_app;

-- A decision is made once.
create function refuse_second_decision() returns trigger language plpgsql as $$
begin
  if old.outcome is not null then raise exception 'this dispute is decided'; end if;
  return new;
end $$;
create trigger disputes_are_decided_once before update on disputes for each row execute function refuse_second_decision();

-- Whether a dispute of the part waits for its decision: the clock owes such a lot nothing.
alter table parts add column disputed boolean not null default false;
