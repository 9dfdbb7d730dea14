-- Searching acts by what was done and how it ended: a rare act among a million is found without reading them all.
create index audit_by_action on audit (exchange_id, action, at desc, audit_id desc);
create index audit_by_outcome on audit (exchange_id, outcome, at desc, audit_id desc);
