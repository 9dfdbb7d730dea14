-- The purchaser's own draws between equal bids (87号令 31, 68): draw.json, its hash in the log.

alter table evaluations add column tie_draws bytea;
