-- How much an account has done from a network in the window that runs: what must not be done too often counts on after a restart.
-- A row means nothing once its window is over, and is deleted then: no address is kept longer than it is needed.

create table limits (
  exchange_id text        not null references exchanges,
  action      text        not null,
  whose       text        not null check (octet_length(whose) <= 200),   -- account and network
  used        bigint      not null check (used >= 0),
  ends_at     timestamptz not null,
  primary key (exchange_id, action, whose)
);
create index limits_by_end on limits (exchange_id, ends_at);
grant select, insert, update, delete on limits to daylight_app;
