-- A branch is no legal person (民法典 74): it is registered by its own credit code and names the organisation it belongs to, which need not be registered here.
alter table organisations add column parent_uscc text check (parent_uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$' and parent_uscc <> uscc);
create index organisations_of_parent on organisations (exchange_id, parent_uscc) where parent_uscc is not null;
grant update (parent_uscc) on organisations to daylight_app;
