-- What is counted for a period is read from indexes alone: a hundred thousand open cases that fell due are spread over every page of a million, and were fetched one by one to look at their state.
-- An answer bears its case’s unit, so that one unit’s answers are not looked for among everybody’s.

drop index cases_open_by_due_day;
create index cases_open_by_due_day on cases (exchange_id, due_on, unit) where decided_at is null and due_on is not null and state not in ('withdrawn', 'not-accepted', 'archived');

alter table case_answers add column unit text;
alter table case_answers disable trigger case_answers_are_for_ever;
update case_answers a set unit = c.unit from cases c where c.exchange_id = a.exchange_id and c.code = a.code;
alter table case_answers enable trigger case_answers_are_for_ever;
alter table case_answers alter column unit set not null;
create index case_answers_of_a_unit on case_answers (exchange_id, unit, made_at, grade);
