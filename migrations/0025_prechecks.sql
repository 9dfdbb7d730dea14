-- What the check before sealing is worth once a bid is open: the record in the bid against the same checks over its files.

alter table openings add column precheck jsonb;                           -- null: not opened, or opened before this column was
