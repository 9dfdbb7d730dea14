-- What authorities say of certificates they took back: lists (RFC 5280) and answers about one certificate (RFC 6960), kept as they came.
create table revocation_snapshots (
  exchange_id text        not null references exchanges,
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  kind        text        not null check (kind in ('crl', 'ocsp')),
  issuer      text        not null check (issuer ~ '^[0-9a-f]{64}$'),  -- sha256 of the issuer's certificate
  serial      text,                                                    -- of the one certificate an answer is about
  source      text        not null,
  this_update timestamptz not null,
  next_update timestamptz,
  der         bytea       not null,
  kept_at     timestamptz not null,
  kept_no     bigint      generated always as identity,               -- of two of one second the later one counts
  primary key (exchange_id, sha256),
  check ((kind = 'ocsp') = (serial is not null))
);
create index revocation_newest on revocation_snapshots (exchange_id, kind, issuer, serial, this_update desc);

-- By which snapshot a certificate passed when somebody proved himself by it.
create table certificate_checks (
  exchange_id        text        not null references exchanges,
  check_id           bigint      generated always as identity,
  certificate_sha256 text        not null,
  purpose            text        not null,
  state              text        not null check (state in ('good', 'stale', 'unwatched')),
  snapshot_sha256    text,
  at                 timestamptz not null,
  primary key (exchange_id, check_id),
  foreign key (exchange_id, snapshot_sha256) references revocation_snapshots (exchange_id, sha256)
);
create trigger revocation_snapshots_stay before update or delete on revocation_snapshots for each row execute function refuse_change();
create trigger certificate_checks_stay before update or delete on certificate_checks for each row execute function refuse_change();
grant select, insert on revocation_snapshots, certificate_checks to daylight_app;
select keep_apart('revocation_snapshots');
select keep_apart('certificate_checks');
