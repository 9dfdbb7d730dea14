-- The next instant at which somebody is to be reminded of a deadline of the tender; the clock's own moves stand in next_due_at.
alter table tenders add column remind_at timestamptz;
create index tenders_remind on tenders (exchange_id, remind_at) where remind_at is not null;
