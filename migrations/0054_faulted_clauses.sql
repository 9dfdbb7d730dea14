-- The clauses of the documents that an upheld objection found at fault, as they stood: a later attempt of the project has to change them (实施条例 23).

alter table objection_replies add column faulted jsonb not null default '[]';
