-- A zero-balance account's statement has what the single account gave at the end of a day, or got back: two more kinds of lines.
alter table bank_statement_lines drop constraint bank_statement_lines_kind_check,
  add constraint bank_statement_lines_kind_check check (kind in ('credit', 'payment', 'return', 'reversal', 'clearing-in', 'clearing-out'));
create index bank_statement_lines_of_clearings on bank_statement_lines (exchange_id, account, day) where kind in ('clearing-in', 'clearing-out');
