-- Auctions: one contest over one lot of something that is sold, written by one process at a time (docs/decisions/0085).

create table auctions (
  exchange_id  text        not null,
  auction_id   text        not null check (auction_id ~ '^[A-Za-z0-9._-]{1,64}$'),
  subject      jsonb       not null,                                           -- {kind, sale, lot}: what it is of
  terms        bytea       not null check (octet_length(terms) between 2 and 65535),
  terms_sha256 text        not null check (terms_sha256 ~ '^[0-9a-f]{64}$'),
  planned_at   timestamptz not null,
  primary key (exchange_id, auction_id)
);
create trigger auctions_are_for_ever before update or delete on auctions for each row execute function refuse_change();

-- Who may offer, by the number he holds up; the firm behind it is committed to until the end.
create table auction_bidders (
  exchange_id text        not null,
  auction_id  text        not null,
  paddle      text        not null check (paddle ~ '^[0-9]{3,6}$'),
  firm        text        not null,
  name        text        not null check (length(name) between 1 and 200),
  salt        bytea       not null check (octet_length(salt) = 16),
  commitment  text        not null check (commitment ~ '^[0-9a-f]{64}$'),
  admitted_at timestamptz not null,
  primary key (exchange_id, auction_id, paddle),
  unique (exchange_id, auction_id, firm),
  foreign key (exchange_id, auction_id) references auctions
);
create trigger auction_bidders_are_for_ever before update or delete on auction_bidders for each row execute function refuse_change();

-- Keys that sign a bidder's offers in one auction, each given by a signed act of a person of the firm; the newest counts.
create table auction_keys (
  exchange_id text        not null,
  auction_id  text        not null,
  paddle      text        not null,
  serial      integer     not null check (serial > 0),
  public_key  bytea       not null check (octet_length(public_key) = 32),
  act_sha256  text        not null check (act_sha256 ~ '^[0-9a-f]{64}$'),
  given_by    text        not null,
  given_at    timestamptz not null,
  primary key (exchange_id, auction_id, paddle, serial),
  foreign key (exchange_id, auction_id, paddle) references auction_bidders
);
create trigger auction_keys_are_for_ever before update or delete on auction_keys for each row execute function refuse_change();

-- What others than bidders ask of a contest: taken by its writer in this order, each once.
create table auction_orders (
  exchange_id text        not null,
  auction_id  text        not null,
  serial      integer     not null check (serial > 0),
  command     jsonb       not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, auction_id, serial),
  foreign key (exchange_id, auction_id) references auctions
);
create trigger auction_orders_are_for_ever before update or delete on auction_orders for each row execute function refuse_change();

-- Processes that write contests: `until` is by the database's clock, `seen_at` by the exchange's.
create table auction_writers (
  exchange_id text        not null,
  writer      text        not null check (writer ~ '^[0-9a-f]{32}$'),
  url         text        check (length(url) <= 300),
  until       timestamptz not null,
  seen_at     timestamptz not null,
  primary key (exchange_id, writer)
);

-- Who writes a contest, and how far it is: each commit moves this row, so that two writers cannot both.
create table auction_leases (
  exchange_id  text        not null,
  auction_id   text        not null,
  writer       text,                                                           -- null before the first
  epoch        integer     not null default 0 check (epoch >= 0),
  seq          bigint      not null default 0 check (seq >= 0),
  orders_taken integer     not null default 0 check (orders_taken >= 0),
  next_due_at  timestamptz,                                                    -- null: it waits for people, or is over
  ended_at     timestamptz,
  primary key (exchange_id, auction_id),
  foreign key (exchange_id, auction_id) references auctions,
  check (ended_at is null or next_due_at is null)
);
create index auction_leases_running on auction_leases (exchange_id, auction_id) where ended_at is null;

-- What happened, as bytes in a chain of hashes. No foreign key: the lease, which has one, is looked at for every statement.
create table auction_happenings (
  exchange_id text   not null,
  auction_id  text   not null,
  seq         bigint not null check (seq > 0),
  epoch       integer not null,
  bytes       bytea  not null check (octet_length(bytes) between 2 and 8192),
  head        bytea  not null check (octet_length(head) = 32),
  paddle      text,                                                            -- whose request it answers, with its key
  key         text   check (key ~ '^[A-Za-z0-9_-]{8,64}$'),
  fingerprint bytea  check (octet_length(fingerprint) = 32),
  actor_id    text,
  address     text,
  primary key (exchange_id, auction_id, seq),
  check ((key is null) = (paddle is null) and (key is null) = (fingerprint is null))
);
create unique index auction_answers on auction_happenings (exchange_id, auction_id, paddle, key) where key is not null;
create trigger auction_happenings_are_for_ever before update or delete on auction_happenings for each row execute function refuse_change();

-- No gap, nobody but the writer whose epoch stands, and the lease says how far it is.
create function keep_auction() returns trigger language plpgsql set search_path = pg_catalog, public as $$
  declare part record; lease record;
  begin
    for part in select exchange_id, auction_id, min(seq) as first, max(seq) as last, count(*) as rows, min(epoch) as epoch, max(epoch) as newest from added group by exchange_id, auction_id order by exchange_id, auction_id loop
      select epoch, seq into lease from auction_leases where exchange_id = part.exchange_id and auction_id = part.auction_id for share;
      if not found or lease.epoch <> part.epoch or part.epoch <> part.newest then raise exception 'auction % is written under another epoch', part.auction_id using errcode = 'DL001'; end if;
      if part.rows <> part.last - part.first + 1 or lease.seq <> part.last
        or (part.first > 1 and not exists (select from auction_happenings where exchange_id = part.exchange_id and auction_id = part.auction_id and seq = part.first - 1))
        then raise exception 'auction % has a gap before %', part.auction_id, part.last using errcode = 'check_violation'; end if;
    end loop;
    return null;
  end $$;
create trigger auction_happenings_follow after insert on auction_happenings referencing new table as added for each statement execute function keep_auction();

-- A lease goes forward alone, and after the end nowhere.
create function keep_auction_lease() returns trigger language plpgsql as $$
  begin
    if new.seq < old.seq or new.epoch < old.epoch or new.orders_taken < old.orders_taken then raise exception 'auction % goes back', old.auction_id using errcode = 'check_violation'; end if;
    if old.ended_at is not null and (new.seq, new.ended_at) is distinct from (old.seq, old.ended_at) then raise exception 'auction % is over', old.auction_id using errcode = 'check_violation'; end if;
    return new;
  end $$;
create trigger auction_leases_go_forward before update on auction_leases for each row execute function keep_auction_lease();

-- Interruptions that officers ask for, each with its reason; the second one approves.
create table auction_interruptions (
  exchange_id  text        not null,
  auction_id   text        not null,
  serial       integer     not null check (serial > 0),
  act          text        not null check (act in ('freeze', 'thaw')),
  cause        text        not null check (cause in ('fault', 'dispute', 'force-majeure')),
  reason       text        not null check (length(reason) between 1 and 2000),
  resumes_at   timestamptz,                                                    -- of a thaw: null is at once
  requested_by text        not null,
  requested_at timestamptz not null,
  approved_by  text,
  approved_at  timestamptz,
  primary key (exchange_id, auction_id, serial),
  foreign key (exchange_id, auction_id) references auctions,
  check ((approved_by is null) = (approved_at is null)), check (approved_by is distinct from requested_by), check (act = 'thaw' or resumes_at is null)
);

alter table approvals drop constraint approvals_kind_check;
alter table approvals add constraint approvals_kind_check check (kind in ('notice', 'clarification', 'plan', 'close-add', 'by-hand', 'guarantee-issuer', 'auction'));

-- The reserve, by its hash before the contest ends and by its file after: one that does not match stops the confirmation.
create table auction_reserves (
  exchange_id text        not null,
  auction_id  text        not null,
  commitment  text        not null check (commitment ~ '^[0-9a-f]{64}$'),
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, auction_id),
  foreign key (exchange_id, auction_id) references auctions
);
create trigger auction_reserves_are_for_ever before update or delete on auction_reserves for each row execute function refuse_change();

create table auction_reveals (
  exchange_id text        not null,
  auction_id  text        not null,
  serial      integer     not null check (serial > 0),
  file        bytea       not null check (octet_length(file) between 2 and 8192),
  matches     boolean     not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, auction_id, serial),
  foreign key (exchange_id, auction_id) references auction_reserves
);
create trigger auction_reveals_are_for_ever before update or delete on auction_reveals for each row execute function refuse_change();

grant select, insert on auctions, auction_bidders, auction_keys, auction_orders, auction_happenings, auction_reserves, auction_reveals to daylight_app;
grant select, insert on auction_interruptions to daylight_app;
grant update (approved_by, approved_at) on auction_interruptions to daylight_app;
grant select, insert, delete on auction_writers to daylight_app;
grant update (url, until, seen_at) on auction_writers to daylight_app;
grant select, insert on auction_leases to daylight_app;
grant update (writer, epoch, seq, orders_taken, next_due_at, ended_at) on auction_leases to daylight_app;
select keep_apart('auctions');
select keep_apart('auction_bidders');
select keep_apart('auction_keys');
select keep_apart('auction_orders');
select keep_apart('auction_writers');
select keep_apart('auction_leases');
select keep_apart('auction_happenings');
select keep_apart('auction_interruptions');
select keep_apart('auction_reserves');
select keep_apart('auction_reveals');
