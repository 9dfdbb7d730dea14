-- What a project costs and how much of it is budget money: with EC-04 they say whether it lies in the scope of 16号令 2.
alter table projects add column investment_fen numeric(20) check (investment_fen > 0);
alter table projects add column budget_fen numeric(20) check (budget_fen >= 0);
alter table projects add constraint projects_investment check ((investment_fen is null) = (budget_fen is null) and budget_fen <= investment_fen);
