-- Where an order that the bank would not carry out, or that came back, is to be paid instead: to the same payee, in an account of its own.
alter table bank_acts add column payee_account text check (payee_account ~ '^[0-9]{8,32}$');
alter table bank_acts add column payee_bank text check (payee_bank <> '');
alter table bank_acts add constraint bank_acts_payee_whole check ((payee_account is null) = (payee_bank is null));
