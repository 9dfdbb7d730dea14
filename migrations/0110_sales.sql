-- Sales: parcels of land, mining rights and State property, granted or transferred to whoever offers most; their lots, moves and published rounds.

create table sales (
  exchange_id    text        not null references exchanges,
  sale_id        text        not null check (sale_id ~ '^[A-Z][0-9]{10}S[0-9]{5}$'),   -- platform code 11 + S + serial 5
  line           text        not null check (length(line) between 1 and 40),
  seller_name    text        not null check (length(seller_name) between 1 and 200),
  seller_uscc    text        not null check (seller_uscc ~ '^[0-9A-Z]{18}$'),
  area           text,
  form           jsonb       not null,                                                  -- what is prepared next; what was published stands in sale_rounds
  version        integer     not null default 1 check (version > 0),
  drafted_by     text        not null,                                                  -- who wrote it last
  drafted_at     timestamptz not null,
  next_due_at    timestamptz,
  primary key (exchange_id, sale_id),
  foreign key (exchange_id, area) references areas
);
grant select, insert, update on sales to daylight_app;
create trigger sales_are_not_deleted before delete on sales for each row execute function refuse_change();
create index sales_due on sales (exchange_id, next_due_at) where next_due_at is not null;

create table sale_lots (
  exchange_id  text        not null,
  sale_id      text        not null,
  lot          text        not null check (lot ~ '^[A-Za-z0-9._-]{1,64}$'),
  code         text        not null check (code ~ '^[A-Za-z0-9._-]{1,64}$'),
  stage        text        not null,
  stage_before text,
  stage_at     timestamptz not null,
  primary key (exchange_id, sale_id, lot),
  unique (exchange_id, code),
  foreign key (exchange_id, sale_id) references sales
);
grant select, insert, update, delete on sale_lots to daylight_app;

create table sale_moves (
  exchange_id text        not null,
  sale_id     text        not null,
  lot         text        not null,
  serial      integer     not null check (serial > 0),
  move        text        not null,
  from_stage  text        not null,
  to_stage    text        not null,
  made_as     text        not null,
  actor_id    text,
  reason      text        check (length(reason) between 1 and 2000),
  warnings    jsonb       not null default '[]',
  made_at     timestamptz not null,
  primary key (exchange_id, sale_id, lot, serial),
  foreign key (exchange_id, sale_id) references sales
);
grant select, insert on sale_moves to daylight_app;
create trigger sale_moves_are_for_ever before update or delete on sale_moves for each row execute function refuse_change();

create table sale_rounds (
  exchange_id  text        not null,
  sale_id      text        not null,
  round        integer     not null check (round > 0),
  move         text        not null,                                                    -- publishNotice, extend, redisclose
  form         jsonb       not null,
  rules        jsonb       not null,                                                    -- frozen on the day of this round
  notice_id    text        not null,
  drafted_by   text        not null,
  published_by text        not null,
  published_at timestamptz not null,
  primary key (exchange_id, sale_id, round),
  foreign key (exchange_id, sale_id) references sales,
  constraint round_four_eyes check (published_by <> drafted_by)
);
grant select, insert on sale_rounds to daylight_app;
create trigger sale_rounds_are_for_ever before update or delete on sale_rounds for each row execute function refuse_change();

-- A document is about a tender, a plan or a sale.
alter table notices
  add column sale_id text,
  add constraint notices_of_a_sale foreign key (exchange_id, sale_id) references sales,
  drop constraint notice_about_one,
  add constraint notice_about_one check (num_nonnulls(tender_id, plan_id, sale_id) = 1);
alter table notice_index
  add column sale_id text,
  drop constraint index_about_one,
  add constraint index_about_one check (num_nonnulls(tender_id, plan_id, sale_id) = 1);
-- A view keeps the columns it was made with.
create or replace view own_notice_index as select * from notice_index where exchange_id = current_setting('daylight.exchange', true);
create index notices_of_sales on notices (exchange_id, sale_id) where sale_id is not null;

select keep_apart('sales');
select keep_apart('sale_lots');
select keep_apart('sale_moves');
select keep_apart('sale_rounds');

-- What two officers agree on may be a round of a sale.
alter table approvals
  drop constraint approvals_kind_check,
  add constraint approvals_kind_check check (kind in ('notice', 'clarification', 'plan', 'sale', 'close-add', 'by-hand', 'guarantee-issuer', 'auction'));
