-- A bill that the bank took back and that is paid again may owe more than was sent where it belongs before: what is sent, and what is on its way, stand beside each line.
alter table bill_lines
  add column swept_fen   bigint not null default 0 check (swept_fen >= 0),   -- is where it belongs
  add column sending_fen bigint not null default 0 check (sending_fen >= 0); -- what the last order takes or took there
update bill_lines set swept_fen = case when swept_at is null then 0 else payable_fen + late_fen end, sending_fen = payable_fen + late_fen where swept_by is not null;
grant update (swept_fen, sending_fen) on bill_lines to daylight_app;

-- The bank took a payment back of which something was refunded: nothing of it goes anywhere any more, and a person claims what was paid back.
alter table bills add column taken_back_at timestamptz;
grant update (taken_back_at) on bills to daylight_app;
