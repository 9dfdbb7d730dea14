-- Cases that fell due and were not closed by the end of a period: those that are open still, and those closed late after it. Each part has an index of its own: late cases of years are not gone through for
-- what is open now.

drop index cases_not_in_time;
create index cases_open_by_due_day on cases (exchange_id, due_on) where decided_at is null and due_on is not null;
create index cases_late_by_decision on cases (exchange_id, decided_at, due_on) where decided_at is not null and in_time is not true;
