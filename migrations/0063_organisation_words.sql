-- Organisations are found by pieces of their names and by how their codes begin. The words are written by the exchange (src/notices/search-words.ts); those of before at its next start.
alter table organisations add column words tsvector;
grant update (words) on organisations to daylight_app;
create index organisations_by_words on organisations using gin (words);
create index organisations_newest on organisations (exchange_id, made_at desc, uscc desc);
create index organisations_in_state on organisations (exchange_id, state, made_at desc, uscc desc);
create index organisations_by_code on organisations (exchange_id, uscc text_pattern_ops);

-- As of notices (0047): a policy would keep `@@` from its index.
create view own_organisations as select exchange_id, uscc, name, state, operator_firm, parent_uscc, version, made_at, words from organisations where exchange_id = current_setting('daylight.exchange', true);
grant select on own_organisations to daylight_app;
