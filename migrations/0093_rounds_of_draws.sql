-- A lot with a prequalification has two committees, each drawn or appointed for itself (条例 18).
alter table draws add column round text not null default 'bid' check (round in ('prequalification', 'bid'));
alter table panel_appointments add column round text not null default 'bid' check (round in ('prequalification', 'bid'));
alter table panel_appointments drop constraint panel_appointments_pkey;
alter table panel_appointments add primary key (exchange_id, tender_id, lot, round);
