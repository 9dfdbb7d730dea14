-- What government procurement adds to a lot's evaluation: the purchaser's review of who qualifies (87号令 44).

alter table evaluations add column qualification bytea;                 -- qualification.json, its hash in the log
