-- The reserve of a lot as two officers fixed it, and what became of its contest.

create table sale_reserves (
  exchange_id  text        not null,
  sale_id      text        not null,
  lot          text        not null,
  serial       integer     not null check (serial between 1 and 99),
  auction_id   text        not null,
  commitment   text        not null check (commitment ~ '^[0-9a-f]{64}$'),               -- of the file that its keeper keeps: amount and salt
  decided_on   date        not null,
  participants jsonb       not null check (jsonb_array_length(participants) between 2 and 30 and length(participants::text) <= 4000),
  record       text        not null check (length(record) between 1 and 200),            -- the number of the minutes
  prepared_by  text        not null,
  prepared_at  timestamptz not null,
  primary key (exchange_id, sale_id, lot, serial),
  foreign key (exchange_id, sale_id, lot) references sale_lots,
  foreign key (exchange_id, auction_id) references auctions
);
create table sale_outcomes (
  exchange_id text        not null,
  sale_id     text        not null,
  lot         text        not null,
  round       integer     not null check (round > 0),
  auction_id  text        not null,
  how         text        not null check (how in ('deal', 'no-deal')),
  reserve     text        not null check (reserve in ('none', 'reached', 'not-reached')),
  firm        text        check (firm ~ '^[0-9A-Z]{18}$'),                                -- who won; below the reserve nobody did
  amount_fen  bigint      check (amount_fen > 0),
  ended_at    timestamptz not null,
  settled_at  timestamptz not null,
  primary key (exchange_id, sale_id, lot, round),
  foreign key (exchange_id, sale_id, lot) references sale_lots,
  foreign key (exchange_id, auction_id) references auctions,
  check ((how = 'deal') = (firm is not null) and (firm is null) = (amount_fen is null)),
  check (how = 'no-deal' or reserve <> 'not-reached')
);
do $$
declare kept text;
begin
  foreach kept in array array['sale_reserves', 'sale_outcomes'] loop
    execute format('create trigger %I_are_for_ever before update or delete on %I for each row execute function refuse_change()', kept, kept);
    execute format('grant select, insert on %I to daylight_app', kept);
    perform keep_apart(kept::regclass);
  end loop;
end $$;
