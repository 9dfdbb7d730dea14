-- What banks signed, as they signed it, and by which keys: so that a stranger need not believe the exchange what a bank told it.

create table bank_keys (
  exchange_id text        not null,
  bank        text        not null,
  serial      integer     not null check (serial > 0),
  public_key  bytea       not null check (octet_length(public_key) = 32),     -- Ed25519
  outbox_id   bigint      not null,
  noted_at    timestamptz not null,
  primary key (exchange_id, bank, serial)
);
create trigger bank_keys_are_for_ever before update or delete on bank_keys for each row execute function refuse_change();

create table bank_evidence (
  exchange_id text        not null,
  bank        text        not null,
  event       text        not null,
  kind        text        not null check (kind in ('credit', 'reversal', 'order')),
  about       text        not null,                                           -- the bank's number of the credit, or ours of the order
  body        bytea       not null,
  base        bytea       not null,                                           -- what was signed (RFC 9421 §2.5)
  signature   bytea       not null check (octet_length(signature) = 64),
  public_key  bytea       not null check (octet_length(public_key) = 32),
  primary key (exchange_id, bank, event),
  foreign key (exchange_id, bank, event) references bank_events
);
create index bank_evidence_about on bank_evidence (exchange_id, about);
create trigger bank_evidence_is_for_ever before update or delete on bank_evidence for each row execute function refuse_change();

grant select, insert on bank_keys, bank_evidence to daylight_app;
select keep_apart('bank_keys');
select keep_apart('bank_evidence');
