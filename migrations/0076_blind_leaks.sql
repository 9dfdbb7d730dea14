-- Signs of identity found in the files of a blind evaluation: evidence for the supervisor, and for the chair once every sheet is signed; no row is ever changed.
create table blind_leaks (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  serial      integer     not null check (serial > 0),                    -- the last one counts
  file        bytea       not null,                                       -- blind-leaks/1, canonical
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  made_at     timestamptz not null,
  primary key (exchange_id, tender_id, lot, serial),
  foreign key (exchange_id, tender_id, lot) references blind_codes
);
create trigger blind_leaks_stay before update or delete on blind_leaks for each row execute function refuse_change();
select keep_apart('blind_leaks');
grant select, insert on blind_leaks to daylight_app;
