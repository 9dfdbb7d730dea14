-- Access restored to somebody who lost what he signs in with: reported, opened by one officer, approved by another, taken up once.
create table recoveries (
  exchange_id text        not null,
  recovery_id text        not null check (recovery_id ~ '^l-[0-9a-f]{16}$'),
  person_id   text        not null,
  state       text        not null check (state in ('reported', 'opened', 'approved', 'used', 'cancelled')),
  report      text,                                         -- the person's own words, where he could still sign in
  reported_at timestamptz,
  reason      text,                                         -- how the first officer made sure who it is
  opened_by   text,
  opener      text,                                         -- the person behind that office
  opened_at   timestamptz,
  approved_by text,
  approver    text,
  approved_at timestamptz,
  code_sha256 bytea,
  code_ends_at timestamptz,
  used_at     timestamptz,
  cancelled_by text,                                        -- a person
  cancelled_at timestamptz,
  primary key (exchange_id, recovery_id),
  foreign key (exchange_id, person_id) references people,
  check (approver is null or (approver <> opener and approver <> person_id)),
  check (opener is null or opener <> person_id),
  check ((state in ('approved', 'used')) <= (approver is not null and opener is not null and code_sha256 is not null))
);
create unique index one_recovery_at_a_time on recoveries (exchange_id, person_id) where state in ('reported', 'opened', 'approved');
create unique index recoveries_by_code on recoveries (exchange_id, code_sha256);
grant select, insert on recoveries to daylight_app;
grant update (state, reason, opened_by, opener, opened_at, approved_by, approver, approved_at, code_sha256, code_ends_at, used_at, cancelled_by, cancelled_at) on recoveries to daylight_app;
select keep_apart('recoveries');

alter table challenges drop constraint challenges_purpose_check, add constraint challenges_purpose_check check (purpose in ('sign-in', 'register', 'passkey', 'certificate', 'enrol'));
create index people_by_name on people (exchange_id, name);
