-- What a ranking follows from beside sheets, forms and method: inputs.json as the report fixed it, its hash in the log.

alter table evaluations add column inputs bytea;
