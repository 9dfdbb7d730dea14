-- Applications answer the disclosure they were made for, with the price offered for it; one qualified transferee is dealt with alone.

alter table application_reviews drop constraint application_reviews_exchange_id_sale_id_lot_firm_fkey, drop constraint application_reviews_pkey;
alter table applications drop constraint applications_pkey;
alter table applications add column round integer not null default 1 check (round > 0), add column offer_fen bigint check (offer_fen > 0);
alter table applications alter column round drop default;
alter table applications add primary key (exchange_id, sale_id, lot, firm, round);
alter table application_reviews add column round integer not null default 1 check (round > 0);
alter table application_reviews alter column round drop default;
alter table application_reviews add primary key (exchange_id, sale_id, lot, firm, round), add foreign key (exchange_id, sale_id, lot, firm, round) references applications;

-- Why one transferee was dealt with alone: the price and every application as it stood, as the log has the hash of it.
create table sale_singles (
  exchange_id text        not null,
  sale_id     text        not null,
  lot         text        not null,
  round       integer     not null check (round > 0),
  file        bytea       not null check (octet_length(file) between 2 and 65535),
  made_by     text        not null,
  made_at     timestamptz not null,
  outbox_id   bigint      not null,
  primary key (exchange_id, sale_id, lot, round),
  foreign key (exchange_id, sale_id, lot) references sale_lots
);
create trigger sale_singles_are_for_ever before update or delete on sale_singles for each row execute function refuse_change();
grant select, insert on sale_singles to daylight_app;
select keep_apart('sale_singles');

-- An outcome has the contest it came of, or is the deal of one transferee alone: that and nothing else has none.
alter table sale_outcomes alter column auction_id drop not null;
alter table sale_outcomes add check (auction_id is not null or (how = 'deal' and reserve = 'none'));
create function keep_sale_outcome() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if (new.auction_id is null) <> exists (select from sale_singles s where s.exchange_id = new.exchange_id and s.sale_id = new.sale_id and s.lot = new.lot and s.round = new.round)
    then raise exception 'outcome of % %: a contest, or one transferee alone', new.sale_id, new.lot using errcode = 'check_violation'; end if;
  return new;
end $$;
create trigger sale_outcomes_have_one_way before insert on sale_outcomes for each row execute function keep_sale_outcome();
