-- 考核. Appraisals read what was decided in a time, whoever's it is.
create index cases_decided on cases (exchange_id, decided_at) where decided_at is not null;
