-- The bank and branch an account is at (开户行), as payers write it; where none is given its code stands for it.
alter table bank_accounts add column branch text check (branch <> '');
