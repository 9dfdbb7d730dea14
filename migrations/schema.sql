-- Written by `npx tsx scripts/schema-dump.ts` from a migrated database, so that review sees the result change. Do not edit; never run.

-- tables
create table acceptances (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  serial               integer not null,
  accepted_on          date not null,
  parts                text not null,
  amount_fen           bigint not null,
  sha256               text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  outbox_id            bigint not null
);
create table activities (
  exchange_id          text not null,
  activity             text not null,
  kind                 text not null,
  title                text not null,
  day                  date not null,
  minutes              integer not null,
  words                text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table activity_people (
  exchange_id          text not null,
  activity             text not null,
  actor_id             text not null
);
create table actors (
  exchange_id          text not null,
  actor_id             text not null,
  role                 text not null,
  org_uscc             text,
  opener               text,
  made_at              timestamp with time zone not null,
  person_id            text not null,
  rank                 text not null default 'administrator'::text,
  ended_at             timestamp with time zone,
  agency_uscc          text
);
create table admission_lists (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  file                 bytea not null,
  sha256               text not null,
  outbox_id            bigint not null,
  made_at              timestamp with time zone not null
);
create table admissions (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  firm                 text not null,
  name                 text not null,
  basis                text not null,
  salt                 bytea not null,
  named_by             text not null,
  named_at             timestamp with time zone not null,
  declined_at          timestamp with time zone,
  declined_why         text
);
create table answer_months (
  exchange_id          text not null,
  month                date not null,
  unit                 text not null,
  grade                smallint not null,
  answers              bigint not null default 0
);
create table answered_questions (
  exchange_id          text not null,
  tender_id            text not null,
  sha256               text not null,
  answer               text not null,
  notice_id            text not null
);
create table api_tokens (
  exchange_id          text not null,
  token_id             text not null,
  token_sha256         bytea not null,
  actor_id             text not null,
  person_id            text not null,
  name                 text not null,
  scopes               text[] not null,
  made_at              timestamp with time zone not null,
  ends_at              timestamp with time zone not null,
  used_at              timestamp with time zone,
  ended_at             timestamp with time zone
);
create table application_deposit_ends (
  exchange_id          text not null,
  reference            text not null,
  bank                 text not null,
  transaction          text not null,
  how                  text not null,
  ended_on             date not null,
  ended_at             timestamp with time zone not null,
  serial               smallint not null
);
create table application_deposits (
  exchange_id          text not null,
  reference            text not null,
  bank                 text not null,
  transaction          text not null,
  amount_fen           bigint not null,
  value_at             timestamp with time zone not null,
  taken_at             timestamp with time zone not null
);
create table application_refund_returns (
  exchange_id          text not null,
  reference            text not null,
  bank                 text not null,
  transaction          text not null,
  serial               smallint not null,
  order_number         text not null,
  reason               text not null,
  returned_on          date not null,
  returned_at          timestamp with time zone not null
);
create table application_reviews (
  exchange_id          text not null,
  sale_id              text not null,
  lot                  text not null,
  firm                 text not null,
  verdict              text not null,
  reason               text not null,
  certificate          text,
  reviewed_by          text not null,
  reviewed_at          timestamp with time zone not null,
  round                integer not null
);
create table applications (
  exchange_id          text not null,
  sale_id              text not null,
  lot                  text not null,
  firm                 text not null,
  firm_name            text not null,
  reference            text not null,
  statement            text not null,
  applied_by           text not null,
  applied_at           timestamp with time zone not null,
  round                integer not null,
  offer_fen            bigint
);
create table appraisal_formulas (
  exchange_id          text not null,
  version              integer not null,
  from_on              date not null,
  file                 bytea not null,
  sha256               text not null,
  outbox_id            bigint not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table approval_mandates (
  exchange_id          text not null,
  mandate              text not null,
  unit                 text not null,
  holder               text not null,
  holder_name          text not null,
  items                text[] not null,
  powers               text[] not null,
  limit_fen            bigint,
  from_on              date not null,
  until_on             date not null,
  seal                 text not null,
  document             text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  revoked_by           text,
  revoked_at           timestamp with time zone,
  reason               text
);
create table approvals (
  exchange_id          text not null,
  signed_act           text not null,
  kind                 text not null,
  object               text not null,
  step                 text not null,
  version              text not null,
  actor_id             text not null,
  made_at              timestamp with time zone not null
);
create table archives (
  exchange_id          text not null,
  tender_id            text not null,
  edition              text not null,
  serial               integer not null,
  tree_size            bigint not null,
  sha256               text not null,
  inputs               jsonb not null,
  outbox_id            bigint not null,
  made_at              timestamp with time zone not null
);
create table areas (
  exchange_id          text not null,
  area                 text not null,
  name                 text not null,
  name_en              text not null
);
create table assessment_answers (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  label                text not null,
  serial               integer not null,
  answer               text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table auction_bidders (
  exchange_id          text not null,
  auction_id           text not null,
  paddle               text not null,
  firm                 text not null,
  name                 text not null,
  salt                 bytea not null,
  commitment           text not null,
  admitted_at          timestamp with time zone not null,
  preemption           text,
  taken_out            text
);
create table auction_happenings (
  exchange_id          text not null,
  auction_id           text not null,
  seq                  bigint not null,
  epoch                integer not null,
  bytes                bytea not null,
  head                 bytea not null,
  paddle               text,
  key                  text,
  fingerprint          bytea,
  actor_id             text,
  address              text
);
create table auction_interruptions (
  exchange_id          text not null,
  auction_id           text not null,
  serial               integer not null,
  act                  text not null,
  cause                text not null,
  reason               text not null,
  resumes_at           timestamp with time zone,
  requested_by         text not null,
  requested_at         timestamp with time zone not null,
  approved_by          text,
  approved_at          timestamp with time zone
);
create table auction_keys (
  exchange_id          text not null,
  auction_id           text not null,
  paddle               text not null,
  serial               integer not null,
  public_key           bytea not null,
  act_sha256           text not null,
  given_by             text not null,
  given_at             timestamp with time zone not null
);
create table auction_leases (
  exchange_id          text not null,
  auction_id           text not null,
  writer               text,
  epoch                integer not null default 0,
  seq                  bigint not null default 0,
  orders_taken         integer not null default 0,
  next_due_at          timestamp with time zone,
  ended_at             timestamp with time zone
);
create table auction_orders (
  exchange_id          text not null,
  auction_id           text not null,
  serial               integer not null,
  command              jsonb not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table auction_reserves (
  exchange_id          text not null,
  auction_id           text not null,
  commitment           text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table auction_reveals (
  exchange_id          text not null,
  auction_id           text not null,
  serial               integer not null,
  file                 bytea not null,
  matches              boolean not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table auction_writers (
  exchange_id          text not null,
  writer               text not null,
  url                  text,
  until                timestamp with time zone not null,
  seen_at              timestamp with time zone not null
);
create table auctions (
  exchange_id          text not null,
  auction_id           text not null,
  subject              jsonb not null,
  terms                bytea not null,
  terms_sha256         text not null,
  planned_at           timestamp with time zone not null
);
create table audit (
  exchange_id          text not null,
  audit_id             bigint not null generated as identity,
  at                   timestamp with time zone not null,
  actor_id             text,
  address              text not null,
  action               text not null,
  object               text not null,
  outcome              text not null,
  person_id            text,
  xact                 xid8 not null default pg_current_xact_id(),
  token_id             text,
  signed               text
);
create table audit_checks (
  exchange_id          text not null,
  serial               integer not null,
  checked_at           timestamp with time zone not null,
  fault                text,
  idx                  bigint,
  newest_at            timestamp with time zone
);
create table audit_roots (
  exchange_id          text not null,
  serial               integer not null,
  until_xact           xid8 not null,
  file                 bytea not null,
  sha256               text not null,
  outbox_id            bigint not null,
  made_at              timestamp with time zone not null
);
create table bad_records (
  exchange_id          text not null,
  complaint_no         text not null,
  uscc                 text not null,
  name                 text not null,
  complaints           text[] not null,
  made_at              timestamp with time zone not null
);
create table bank_accounts (
  exchange_id          text not null,
  number               text not null,
  bank                 text not null,
  name                 text not null,
  purpose              text not null,
  unit                 text,
  sub_prefix           text,
  opened_on            date not null,
  closed_on            date,
  branch               text
);
create table bank_acts (
  exchange_id          text not null,
  exception            bigint not null,
  serial               integer not null,
  act                  text not null,
  reason               text not null,
  sub                  text,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  payee_account        text,
  payee_bank           text
);
create table bank_credits (
  exchange_id          text not null,
  bank                 text not null,
  transaction          text not null,
  account              text not null,
  sub                  text,
  payer_name           text not null,
  payer_account        text not null,
  payer_bank           text not null,
  amount               bigint not null,
  currency             text not null,
  words                text not null,
  value_at             timestamp with time zone not null,
  received_at          timestamp with time zone not null,
  fault                text,
  reversed_at          timestamp with time zone
);
create table bank_days (
  exchange_id          text not null,
  account              text not null,
  day                  date not null,
  serial               integer not null,
  bank_in              bigint not null,
  bank_out             bigint not null,
  ours_in              bigint not null,
  ours_out             bigint not null,
  booked_in            bigint not null,
  booked_out           bigint not null,
  found                integer not null,
  made_at              timestamp with time zone not null
);
create table bank_events (
  exchange_id          text not null,
  bank                 text not null,
  event                text not null,
  sha256               text not null,
  received_at          timestamp with time zone not null
);
create table bank_evidence (
  exchange_id          text not null,
  bank                 text not null,
  event                text not null,
  kind                 text not null,
  about                text not null,
  body                 bytea not null,
  base                 bytea not null,
  signature            bytea not null,
  public_key           bytea not null
);
create table bank_exceptions (
  exchange_id          text not null,
  number               bigint not null generated as identity,
  once                 text not null,
  kind                 text not null,
  account              text not null,
  bank                 text not null,
  transaction          text,
  order_number         text,
  ours                 bigint,
  theirs               bigint,
  currency             text not null,
  found_at             timestamp with time zone not null,
  settled_at           timestamp with time zone
);
create table bank_keys (
  exchange_id          text not null,
  bank                 text not null,
  serial               integer not null,
  public_key           bytea not null,
  outbox_id            bigint not null,
  noted_at             timestamp with time zone not null
);
create table bank_orders (
  exchange_id          text not null,
  number               text not null,
  cause                text not null,
  account              text not null,
  payee_name           text not null,
  payee_account        text not null,
  payee_bank           text not null,
  amount_fen           bigint not null,
  purpose              text not null,
  reference            text not null,
  words                text not null,
  against              jsonb not null,
  pay_on               date not null,
  due_at               timestamp with time zone not null,
  state                text not null default 'queued'::text,
  attempts             integer not null default 0,
  try_at               timestamp with time zone not null,
  paid_at              timestamp with time zone,
  returned_at          timestamp with time zone,
  transaction          text,
  reason               text,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table bank_statement_lines (
  exchange_id          text not null,
  account              text not null,
  transaction          text not null,
  day                  date not null,
  kind                 text not null,
  sub                  text,
  order_number         text,
  about                text,
  other_name           text not null,
  other_account        text not null,
  other_bank           text not null,
  amount               bigint not null,
  currency             text not null,
  words                text not null,
  value_at             timestamp with time zone not null
);
create table bank_statements (
  exchange_id          text not null,
  account              text not null,
  day                  date not null,
  sha256               text not null,
  lines                integer not null,
  credit_fen           bigint not null,
  debit_fen            bigint not null,
  taken_by             text not null,
  taken_at             timestamp with time zone not null
);
create table bank_sub_accounts (
  exchange_id          text not null,
  number               text not null,
  account              text not null,
  purpose              text not null,
  reference            text not null,
  opened_at            timestamp with time zone not null,
  closed_at            timestamp with time zone
);
create table basic_accounts (
  exchange_id          text not null,
  uscc                 text not null,
  serial               integer not null,
  account              text not null,
  bank                 text not null,
  stated_by            text not null,
  stated_at            timestamp with time zone not null
);
create table bid_answers (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  serial               integer not null,
  file                 bytea not null,
  signature            bytea not null,
  sha256               text not null,
  answered_by          text not null,
  answered_at          timestamp with time zone not null,
  outbox_id            bigint not null
);
create table bid_questions (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  serial               integer not null,
  bidder               text not null,
  file                 bytea not null,
  sha256               text not null,
  asked_by             text not null,
  asked_at             timestamp with time zone not null,
  outbox_id            bigint not null
);
create table bidder_keys (
  exchange_id          text not null,
  statement_sha256     text not null,
  identity             text not null,
  given_by             text not null,
  given_at             timestamp with time zone not null
);
create table bill_lines (
  exchange_id          text not null,
  bill_no              text not null,
  unit_code            text not null,
  place                smallint not null,
  item_code            text not null,
  item_version         integer not null,
  quantity             text,
  reduction            jsonb,
  standard_fen         bigint not null,
  payable_fen          bigint not null,
  late_fen             bigint not null default 0,
  swept_by             text,
  swept_at             timestamp with time zone,
  swept_fen            bigint not null default 0,
  sending_fen          bigint not null default 0
);
create table bill_moves (
  exchange_id          text not null,
  bill_no              text not null,
  serial               integer not null,
  step                 text not null,
  state                text not null,
  unit_code            text,
  reason               text,
  signed               text,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table bill_papers (
  exchange_id          text not null,
  bill_no              text not null,
  paper_id             text not null,
  kind                 text not null,
  book                 text,
  json                 bytea not null,
  json_sha256          text not null,
  pdf_sha256           text not null,
  pdf_size             bigint not null,
  outbox_id            bigint not null,
  made_at              timestamp with time zone not null
);
create table bill_units (
  exchange_id          text not null,
  bill_no              text not null,
  unit_code            text not null,
  version              integer not null,
  calculated_by        text,
  calculated_at        timestamp with time zone
);
create table bills (
  exchange_id          text not null,
  bill_no              text not null,
  project              text not null,
  payer_name           text not null,
  payer_uscc           text not null,
  facts                jsonb not null,
  state                text not null,
  version              integer not null,
  due_on               date,
  payment_code         text,
  total_fen            bigint,
  paid_fen             bigint,
  paid_at              timestamp with time zone,
  bank                 text,
  transaction          text,
  payer_account        jsonb,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  taken_back_at        timestamp with time zone
);
create table blind_codes (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  file                 bytea not null,
  sha256               text not null,
  outbox_id            bigint not null,
  made_at              timestamp with time zone not null
);
create table blind_leaks (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  serial               integer not null,
  file                 bytea not null,
  sha256               text not null,
  made_at              timestamp with time zone not null
);
create table book_moves (
  exchange_id          text not null,
  bill_no              text not null,
  book                 text not null,
  serial               integer not null,
  state                text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table booking_records (
  exchange_id          text not null,
  booking_id           text not null,
  number               integer not null,
  kind                 text not null,
  file                 bytea not null,
  sha256               text not null,
  subject              text,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table booking_rooms (
  exchange_id          text not null,
  booking_id           text not null,
  number               integer not null,
  room_id              text not null,
  part                 text not null,
  from_at              timestamp with time zone not null,
  held_until           timestamp with time zone not null,
  freed_at             timestamp with time zone
);
create table booking_seats (
  exchange_id          text not null,
  booking_id           text not null,
  tender_id            text not null,
  lot                  text not null,
  label                text not null,
  room_id              text not null,
  seat                 integer not null
);
create table bookings (
  exchange_id          text not null,
  booking_id           text not null,
  tender_id            text not null,
  lot                  text not null,
  purpose              text not null,
  people               integer not null,
  from_at              timestamp with time zone not null,
  until_at             timestamp with time zone not null,
  site_witness         text,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  cancelled_at         timestamp with time zone,
  paused_since         timestamp with time zone
);
create table budget_indicators (
  exchange_id          text not null,
  indicator            text not null,
  unit                 text not null,
  unit_name            text not null,
  subject              text not null,
  subject_name         text not null,
  project              text not null,
  year                 integer not null,
  amount_fen           bigint not null default 0,
  planned_fen          bigint not null default 0,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table calendar_loads (
  exchange_id          text not null,
  covered_until        date not null,
  loaded_at            timestamp with time zone not null,
  outbox_id            bigint
);
create table campaign_moves (
  exchange_id          text not null,
  campaign             text not null,
  sub_centre           text not null,
  step                 integer not null,
  serial               integer not null,
  move                 text not null,
  words                text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table campaign_parts (
  exchange_id          text not null,
  campaign             text not null,
  sub_centre           text not null
);
create table campaigns (
  exchange_id          text not null,
  campaign             text not null,
  title                text not null,
  demands              text not null,
  steps                jsonb not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table case_answers (
  exchange_id          text not null,
  code                 text not null,
  grade                smallint not null,
  words                text,
  made_at              timestamp with time zone not null,
  unit                 text not null
);
create table case_drafts (
  exchange_id          text not null,
  draft                text not null,
  owner                text not null,
  item                 text not null,
  step                 smallint not null,
  body                 jsonb not null,
  made_at              timestamp with time zone not null,
  changed_at           timestamp with time zone not null
);
create table case_import_refusals (
  exchange_id          text not null,
  import               text not null,
  line                 bigint not null,
  number               text not null,
  field                text not null,
  code                 text not null,
  facts                jsonb not null
);
create table case_imports (
  exchange_id          text not null,
  import               text not null,
  source               text not null,
  sha256               text,
  lines                bigint not null default 0,
  taken                bigint not null default 0,
  known                bigint not null default 0,
  refused              bigint not null default 0,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  ended_at             timestamp with time zone
);
create table case_lights (
  exchange_id          text not null,
  code                 text not null,
  light                text not null,
  at                   timestamp with time zone not null,
  noticed_at           timestamp with time zone not null,
  unit                 text not null,
  notified             text[] not null
);
create table case_materials (
  exchange_id          text not null,
  code                 text not null,
  material             text not null,
  serial               integer not null,
  name                 text not null,
  sha256               text,
  size                 bigint not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table case_misconduct (
  exchange_id          text not null,
  code                 text not null,
  serial               integer not null,
  kind                 text not null,
  facts                jsonb not null,
  made_by              text not null,
  person               text,
  made_at              timestamp with time zone not null
);
create table case_months (
  exchange_id          text not null,
  month                date not null,
  unit                 text not null,
  item                 text not null,
  case_type            text not null,
  accepted             bigint not null default 0,
  accepted_low         bigint not null default 0,
  closed               bigint not null default 0,
  in_time              bigint not null default 0,
  limit_days           bigint not null default 0,
  used_days            bigint not null default 0
);
create table case_papers (
  exchange_id          text not null,
  code                 text not null,
  kind                 text not null,
  serial               integer not null,
  paper_id             text not null,
  json                 bytea not null,
  json_sha256          text not null,
  pdf_sha256           text not null,
  pdf_size             bigint not null,
  outbox_id            bigint not null,
  made_at              timestamp with time zone not null
);
create table case_pauses (
  exchange_id          text not null,
  code                 text not null,
  serial               integer not null,
  procedure            text not null,
  reason               text not null,
  expected_days        integer not null,
  from_at              timestamp with time zone not null,
  until_at             timestamp with time zone,
  made_by              text not null
);
create table case_steps (
  exchange_id          text not null,
  code                 text not null,
  serial               integer not null,
  step                 text not null,
  state                text not null,
  words                jsonb not null default '{}'::jsonb,
  made_by              text not null,
  person               text,
  made_at              timestamp with time zone not null
);
create table case_supervisions (
  exchange_id          text not null,
  code                 text not null,
  opened_at            timestamp with time zone not null,
  unit                 text not null,
  answer               text,
  answered_by          text,
  answered_at          timestamp with time zone,
  due_at               timestamp with time zone,
  told_at              timestamp with time zone
);
create table cases (
  exchange_id          text not null,
  code                 text not null,
  item                 text not null,
  item_version         integer not null,
  unit                 text not null,
  case_type            text not null,
  template             text,
  applicant            text not null,
  applicant_uscc       text,
  applicant_name       text not null,
  phone                text,
  subject              text not null,
  stake_fen            bigint,
  source               text not null,
  state                text not null,
  flags                text[] not null default '{}'::text[],
  level                smallint not null,
  limit_days           integer not null,
  extended_days        integer not null default 0,
  received_at          timestamp with time zone,
  silence_at           timestamp with time zone,
  noticed_at           timestamp with time zone,
  accepted_on          date,
  due_on               date,
  provisional          boolean not null default false,
  light                text not null default 'green'::text,
  yellow_at            timestamp with time zone,
  red_at               timestamp with time zone,
  light_due_at         timestamp with time zone,
  decided_at           timestamp with time zone,
  decided_level        smallint,
  mandate              text,
  used_days            integer,
  in_time              boolean,
  deliver_due          date,
  delivered_at         timestamp with time zone,
  fee_bill             text,
  trips                smallint not null default 0,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  joint                text
);
create table certificate_checks (
  exchange_id          text not null,
  check_id             bigint not null generated as identity,
  certificate_sha256   text not null,
  purpose              text not null,
  state                text not null,
  snapshot_sha256      text,
  at                   timestamp with time zone not null
);
create table certificates (
  exchange_id          text not null,
  sha256               text not null,
  person_id            text not null,
  uscc                 text,
  der                  bytea not null,
  made_at              timestamp with time zone not null,
  ended_at             timestamp with time zone
);
create table challenges (
  exchange_id          text not null,
  sha256               bytea not null,
  purpose              text not null,
  person_id            text,
  expires_at           timestamp with time zone not null,
  session_sha256       bytea
);
create table checkpoints (
  exchange_id          text not null,
  size                 bigint not null,
  note                 text not null,
  made_at              timestamp with time zone not null
);
create table clarifications (
  exchange_id          text not null,
  tender_id            text not null,
  serial               integer not null,
  body                 jsonb not null,
  drafted_by           text not null,
  drafted_at           timestamp with time zone not null,
  published_by         text,
  published_at         timestamp with time zone
);
create table clearings (
  exchange_id          text not null,
  account              text not null,
  day                  date not null,
  serial               integer not null,
  amount_fen           bigint not null,
  payments             integer not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table clocks (
  exchange_id          text not null,
  stands_at            timestamp with time zone not null,
  set_at               timestamp with time zone not null,
  held                 boolean not null
);
create table close_additions (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  part                 text not null,
  serial               smallint not null,
  bids                 text not null,
  reason               text not null,
  requested_by         text not null,
  requested_at         timestamp with time zone not null,
  approved_by          text,
  approved_at          timestamp with time zone
);
create table close_lists (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  part                 text not null,
  version              smallint not null,
  list                 jsonb not null,
  entry                bytea not null,
  outbox_id            bigint not null
);
create table complaint_disclosures (
  exchange_id          text not null,
  complaint_no         text not null,
  serial               integer not null,
  shown_to             text not null,
  reason               text not null,
  shown_at             timestamp with time zone not null
);
create table complaint_handlers (
  exchange_id          text not null,
  complaint_no         text not null,
  actor_id             text not null,
  worked_until         date,
  joined_at            timestamp with time zone not null,
  left_at              timestamp with time zone,
  left_why             text
);
create table complaint_identities (
  exchange_id          text not null,
  complaint_no         text not null,
  sealed               bytea not null,
  lookup               bytea
);
create table complaint_papers (
  exchange_id          text not null,
  complaint_no         text not null,
  kind                 text not null,
  paper_id             text not null,
  json                 bytea not null,
  json_sha256          text not null,
  pdf_sha256           text not null,
  pdf_size             bigint not null,
  outbox_id            bigint not null,
  made_at              timestamp with time zone not null
);
create table complaint_steps (
  exchange_id          text not null,
  complaint_no         text not null,
  serial               integer not null,
  step                 text not null,
  state                text not null,
  said                 text,
  note                 text,
  facts                jsonb not null default '{}'::jsonb,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table complaints (
  exchange_id          text not null,
  complaint_no         text not null,
  code_sha256          text not null,
  asked_kind           text not null,
  kind                 text not null,
  state                text not null,
  desk                 text not null,
  version              integer not null,
  subject              text not null,
  content              text not null,
  wanted               text,
  points               jsonb,
  unit_code            text,
  person               text,
  about_actor          text,
  about_uscc           text,
  reference            text,
  tender_id            text,
  lot                  text,
  is_anonymous         boolean not null,
  filed_at             timestamp with time zone not null,
  received_at          timestamp with time zone not null,
  accepted_at          timestamp with time zone,
  refused_at           timestamp with time zone,
  copied_at            timestamp with time zone,
  stated_at            timestamp with time zone,
  decided_at           timestamp with time zone,
  served_at            timestamp with time zone,
  over_at              timestamp with time zone,
  is_complex           boolean not null default false,
  pauses               jsonb not null default '[]'::jsonb,
  proposal             jsonb,
  outcome              text,
  decision             jsonb,
  salt                 bytea not null,
  outbox_id            bigint not null,
  remind_at            timestamp with time zone
);
create table concierge_appraisals (
  exchange_id          text not null,
  concierge            text not null,
  from_on              date not null,
  until_on             date not null,
  figures              jsonb not null,
  grade                text not null,
  words                text not null,
  measure              text,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table concierge_requests (
  exchange_id          text not null,
  project              text not null,
  serial               integer not null,
  title                text not null,
  content              text not null,
  state                text not null,
  level                integer not null default 0,
  due_on               date,
  since_on             date not null,
  rating               text,
  raised_by            text not null,
  raised_at            timestamp with time zone not null
);
create table concierges (
  exchange_id          text not null,
  concierge            text not null,
  actor_id             text not null,
  unit_code            text not null,
  name                 text not null,
  post                 text not null,
  phone                text not null,
  areas                text[] not null,
  presence             text not null default 'active'::text,
  version              integer not null default 1,
  photo_sha256         text,
  photo_type           text,
  photo_size           bigint,
  entered_by           text not null,
  entered_at           timestamp with time zone not null
);
create table conduct_findings (
  exchange_id          text not null,
  finding              text not null,
  source               text not null,
  kind                 text not null,
  day                  date not null,
  about                text not null,
  number               integer,
  words                text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table confirmations (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  part                 text not null,
  bidder               text not null,
  kind                 text not null,
  text                 text not null default ''::text,
  answer               text,
  at                   timestamp with time zone not null
);
create table consultations (
  exchange_id          text not null,
  question             text not null,
  unit                 text not null,
  item                 text not null,
  asked_by             text not null,
  words                text not null,
  asked_at             timestamp with time zone not null,
  answer               text,
  answered_by          text,
  answered_at          timestamp with time zone
);
create table contract_payees (
  exchange_id          text not null,
  contract             text not null,
  serial               integer not null,
  name                 text not null,
  bank                 text not null,
  account              text not null,
  document             text,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table coordination_meetings (
  exchange_id          text not null,
  meeting              text not null,
  kind                 text not null,
  project              text,
  level                integer not null,
  title                text not null,
  place                text not null,
  meets_at             timestamp with time zone not null,
  minutes              text,
  called_by            text not null,
  called_at            timestamp with time zone not null,
  held_by              text,
  held_at              timestamp with time zone
);
create table cosignatures (
  exchange_id          text not null,
  size                 bigint not null,
  witness              text not null,
  at                   timestamp with time zone not null,
  line                 text not null
);
create table cover_plans (
  exchange_id          text not null,
  minute               timestamp with time zone not null,
  rate                 integer not null,
  slots                timestamp with time zone[] not null
);
create table declared_interests (
  exchange_id          text not null,
  actor_id             text not null,
  serial               integer not null,
  has_none             boolean not null,
  words                text not null,
  made_at              timestamp with time zone not null
);
create table deliveries (
  exchange_id          text not null,
  delivery_id          text not null,
  message_id           text not null,
  actor_id             text not null,
  channel              text not null,
  made_at              timestamp with time zone not null,
  due_at               timestamp with time zone,
  attempts             integer not null default 0,
  sent_at              timestamp with time zone,
  failure              text
);
create table deposit_numbers (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  bidder               text not null,
  reference            text not null,
  asked_by             text not null,
  asked_at             timestamp with time zone not null
);
create table deposit_rates (
  exchange_id          text not null,
  account              text not null,
  serial               integer not null,
  from_on              date not null,
  millionths           bigint not null,
  year_days            integer not null,
  source               text not null,
  stated_by            text not null,
  stated_at            timestamp with time zone not null
);
create table disclosures (
  exchange_id          text not null,
  disclosure_id        text not null,
  person_id            text not null,
  what                 text not null,
  shown_to             text not null,
  reason               text not null,
  shown_at             timestamp with time zone not null
);
create table disputes (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  part                 text not null,
  serial               smallint not null,
  ground               text not null,
  statement_sha256     text not null,
  bidder               text not null,
  file                 bytea not null,
  sha256               text not null,
  raised_by            text not null,
  raised_at            timestamp with time zone not null,
  outbox_id            bigint not null,
  outcome              text,
  reason               text,
  decision             bytea,
  decided_by           text,
  decided_at           timestamp with time zone,
  decision_outbox      bigint
);
create table document_drafts (
  exchange_id          text not null,
  tender_id            text not null,
  name                 text not null,
  media_type           text not null,
  sha256               text not null,
  size                 bigint not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table document_texts (
  exchange_id          text not null,
  sha256               text not null,
  words                text,
  barrier              text,
  read_at              timestamp with time zone not null,
  listing              text,
  wordless_pages       integer[]
);
create table documents (
  exchange_id          text not null,
  tender_id            text not null,
  name                 text not null,
  version              integer not null,
  media_type           text not null,
  sha256               text not null,
  size                 bigint not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  round                text not null default 'bid'::text,
  notice_id            text
);
create table draw_answers (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  number               integer not null,
  label                text not null,
  place                integer not null,
  answer               text not null,
  reason               text,
  answered_at          timestamp with time zone not null
);
create table draw_arrivals (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  number               integer not null,
  label                text not null,
  actor_id             text not null,
  salt                 text not null,
  arrived_at           timestamp with time zone not null
);
create table draw_calls (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  number               integer not null,
  label                text not null,
  place                integer not null,
  channel              text not null,
  ticket               text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table draw_codes (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  number               integer not null,
  place                integer not null,
  code                 text not null,
  substitute           text,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  outbox_id            bigint not null
);
create table draw_contributions (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  number               integer not null,
  name                 text not null,
  kind                 text not null,
  value                text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  outbox_id            bigint not null,
  how                  text
);
create table draw_escrows (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  number               integer not null,
  name                 text not null,
  sha256               text not null,
  file                 bytea not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table draw_files (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  number               integer not null,
  kind                 text not null,
  place                integer not null default 1,
  file                 bytea not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  outbox_id            bigint
);
create table draw_releases (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  number               integer not null,
  name                 text not null,
  opener               text not null,
  release              bytea not null,
  signature            bytea not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  outbox_id            bigint not null
);
create table draw_replacements (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  number               integer not null,
  place                integer not null,
  label                text not null,
  reason               text not null,
  evidence             text not null,
  asked_by             text not null,
  asked_at             timestamp with time zone not null
);
create table draws (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  number               integer not null,
  request              bytea not null,
  requested_by         text not null,
  requested_at         timestamp with time zone not null,
  round                text not null default 'bid'::text
);
create table evaluations (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  method               bytea,
  technical            bytea,
  totals               bytea,
  corrections          jsonb,
  report_at            timestamp with time zone,
  candidates           jsonb,
  publicity_from       date,
  publicity_until      timestamp with time zone,
  winner               text,
  award_fen            bigint,
  award_reason         text,
  decided_at           timestamp with time zone,
  notified_at          timestamp with time zone,
  contract_due         timestamp with time zone,
  contract             jsonb,
  contracted_at        timestamp with time zone,
  reported_at          timestamp with time zone,
  qualification        bytea,
  tie_draws            bytea,
  inputs               bytea
);
create table exchanges (
  exchange_id          text not null,
  host                 text not null,
  name                 text not null,
  name_en              text not null,
  uscc                 text not null,
  platform_code        text not null,
  origin               text not null,
  made_at              timestamp with time zone not null
);
create table expert_assessments (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  label                text not null,
  serial               integer not null,
  expert_id            text not null,
  side                 text not null,
  items                jsonb not null,
  reason               text,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table expert_steps (
  exchange_id          text not null,
  expert_id            text not null,
  number               integer not null,
  step                 text not null,
  reason               text,
  until                date,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table experts (
  exchange_id          text not null,
  expert_id            text not null,
  person_id            text,
  lookup               bytea not null,
  sealed               bytea not null,
  version              integer not null default 1,
  specialties          text[] not null,
  state                text not null,
  term_until           date,
  code_sha256          bytea,
  code_until           timestamp with time zone,
  made_at              timestamp with time zone not null
);
create table failure_causes (
  exchange_id          text not null,
  statement_sha256     text not null,
  cause                text not null,
  reason               text not null,
  decided_by           text not null,
  decided_at           timestamp with time zone not null
);
create table fee_items (
  exchange_id          text not null,
  code                 text not null,
  version              integer not null,
  from_on              date not null,
  file                 bytea not null,
  sha256               text not null,
  outbox_id            bigint not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table fee_lists (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  file                 bytea not null,
  sha256               text not null,
  approved_by          text not null,
  approved_at          timestamp with time zone not null
);
create table fee_tariffs (
  exchange_id          text not null,
  serial               integer not null,
  file                 bytea not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table figure_openings (
  exchange_id          text not null,
  year                 integer not null,
  measure              text not null,
  value                bigint not null,
  source               text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table figure_targets (
  exchange_id          text not null,
  year                 integer not null,
  figure               text not null,
  serial               integer not null,
  value                text not null,
  basis                text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table finding_steps (
  exchange_id          text not null,
  finding              text not null,
  serial               integer not null,
  step                 text not null,
  sanction             text,
  words                text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table forfeitures (
  exchange_id          text not null,
  reference            text not null,
  serial               integer not null,
  step                 text not null,
  grounds              jsonb not null default '[]'::jsonb,
  text                 text not null,
  account              text,
  bank                 text,
  heard_until          timestamp with time zone,
  open_until           timestamp with time zone,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table guarantee_demands (
  exchange_id          text not null,
  reference            text not null,
  paper_id             text not null,
  ground               text not null,
  amount_fen           bigint not null,
  json                 bytea not null,
  json_sha256          text not null,
  pdf_sha256           text not null,
  pdf_size             bigint not null,
  outbox_id            bigint not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table guarantee_ends (
  exchange_id          text not null,
  reference            text not null,
  cause                text not null,
  ended_at             timestamp with time zone not null
);
create table guarantee_issuer_approvals (
  exchange_id          text not null,
  uscc                 text not null,
  version              integer not null,
  outbox_id            bigint not null,
  approved_by          text not null,
  approved_at          timestamp with time zone not null
);
create table guarantee_issuers (
  exchange_id          text not null,
  uscc                 text not null,
  version              integer not null,
  file                 bytea not null,
  sha256               text not null,
  certificate          bytea not null,
  entered_by           text not null,
  entered_at           timestamp with time zone not null
);
create table guarantee_letters (
  exchange_id          text not null,
  sha256               text not null,
  letter               bytea not null,
  signature            bytea not null,
  issuer               text not null,
  issuer_version       integer not null,
  number               text not null,
  reference            text not null,
  salt                 bytea not null,
  outbox_id            bigint not null,
  handed_in_by         text not null,
  handed_in_at         timestamp with time zone not null
);
create table guarantees (
  exchange_id          text not null,
  reference            text not null,
  tender_id            text not null,
  lot                  text not null,
  bidder               text not null,
  kind                 text not null,
  amount_fen           bigint not null,
  valid_until          date not null,
  entered_by           text not null,
  entered_at           timestamp with time zone not null,
  way                  text not null default 'hand'::text,
  serial               integer not null default 1,
  bank                 text,
  transaction          text
);
create table hand_orders (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  serial               smallint not null,
  act                  text not null,
  deadline             timestamp with time zone not null,
  reason               text not null,
  requested_by         text not null,
  requested_at         timestamp with time zone not null,
  approved_by          text,
  approved_at          timestamp with time zone
);
create table hand_overs (
  exchange_id          text not null,
  tender_id            text not null,
  archive_serial       integer not null,
  sha256               text not null,
  outbox_id            bigint not null,
  accepted_by          text not null,
  accepted_at          timestamp with time zone not null
);
create table idempotency (
  exchange_id          text not null,
  actor_id             text not null,
  key                  text not null,
  fingerprint          bytea not null,
  status               integer,
  made_at              timestamp with time zone not null,
  answer               bytea
);
create table identity_numbers (
  exchange_id          text not null,
  person_id            text not null,
  sealed               bytea not null,
  lookup               bytea not null,
  given_at             timestamp with time zone not null
);
create table imported_cases (
  exchange_id          text not null,
  unit                 text not null,
  number               text not null,
  code                 text not null,
  import               text not null,
  line                 bigint not null,
  sha256               bytea not null
);
create table incidents (
  exchange_id          text not null,
  booking_id           text not null,
  number               integer not null,
  kind                 text not null,
  opened_at            timestamp with time zone not null,
  handled_at           timestamp with time zone
);
create table indicator_records (
  exchange_id          text not null,
  indicator            text not null,
  serial               integer not null,
  amount_fen           bigint not null,
  document             text not null,
  reason               text,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table insiders (
  exchange_id          text not null,
  actor_id             text not null,
  booking_id           text not null,
  room_id              text not null,
  kind                 text not null,
  who                  text not null,
  locker               integer,
  entered_at           timestamp with time zone not null
);
create table installation (
  one                  boolean not null default true,
  mode                 text not null,
  made_at              timestamp with time zone not null
);
create table intermediaries (
  exchange_id          text not null,
  intermediary         text not null,
  uscc                 text not null,
  name                 text not null,
  services             text not null,
  contact              text not null,
  phone                text not null,
  is_active            boolean not null default true,
  entered_by           text not null,
  entered_at           timestamp with time zone not null
);
create table investment_projects (
  exchange_id          text not null,
  project              text not null,
  owner                text not null,
  owner_name           text not null,
  title                text not null,
  area                 text not null,
  business             text not null,
  contact              text not null,
  phone                text not null,
  stage                text not null,
  concierge            text,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table item_drafts (
  exchange_id          text not null,
  code                 text not null,
  body                 jsonb not null,
  sha256               text not null,
  drafted_by           text not null,
  drafted_at           timestamp with time zone not null,
  returned             text,
  confirmed_by         text,
  confirmed_at         timestamp with time zone,
  signed               text
);
create table item_exit_steps (
  exchange_id          text not null,
  code                 text not null,
  serial               integer not null,
  place                smallint not null,
  step                 text not null,
  said                 jsonb not null,
  paper_id             text not null,
  signed               text,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table item_exits (
  exchange_id          text not null,
  code                 text not null,
  serial               integer not null,
  outcome              text,
  opened_by            text not null,
  opened_at            timestamp with time zone not null,
  closed_at            timestamp with time zone
);
create table item_files (
  exchange_id          text not null,
  code                 text not null,
  sha256               text not null,
  name                 text not null,
  size                 bigint not null,
  media_type           text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table item_papers (
  exchange_id          text not null,
  code                 text not null,
  paper_id             text not null,
  kind                 text not null,
  json                 bytea not null,
  json_sha256          text not null,
  pdf_sha256           text not null,
  pdf_size             bigint not null,
  outbox_id            bigint not null,
  made_at              timestamp with time zone not null
);
create table item_versions (
  exchange_id          text not null,
  code                 text not null,
  version              integer not null,
  unit_code            text not null,
  from_on              date not null,
  file                 bytea not null,
  sha256               text not null,
  draft_sha256         text not null,
  confirmed_by         text not null,
  confirmed_at         timestamp with time zone not null,
  signed               text,
  outbox_id            bigint not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table items (
  exchange_id          text not null,
  code                 text not null,
  unit_code            text not null,
  state                text not null,
  last_on              date,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table job_outbox (
  exchange_id          text not null,
  job_id               bigint not null generated as identity,
  name                 text not null,
  data                 jsonb not null,
  made_at              timestamp with time zone not null default now(),
  sent_at              timestamp with time zone
);
create table joint_cases (
  exchange_id          text not null,
  joint                text not null,
  template             text not null,
  unit                 text not null,
  applicant            text not null,
  applicant_uscc       text,
  applicant_name       text not null,
  phone                text,
  subject              text not null,
  form                 jsonb not null,
  state                text not null,
  stage                smallint not null default 0,
  limit_days           integer not null,
  silence_agrees       boolean not null,
  received_at          timestamp with time zone not null,
  silence_at           timestamp with time zone,
  accepted_on          date,
  due_on               date,
  provisional          boolean not null default false,
  red_at               timestamp with time zone,
  overdue_at           timestamp with time zone,
  merged_at            timestamp with time zone,
  outcome              text,
  decided_at           timestamp with time zone,
  used_days            integer,
  in_time              boolean,
  deliver_due          date,
  fee_bill             text,
  delivered_at         timestamp with time zone,
  made_at              timestamp with time zone not null,
  source               text not null default 'online'::text,
  extended_days        integer not null default 0
);
create table joint_drafts (
  exchange_id          text not null,
  owner                text not null,
  template             text not null,
  body                 jsonb not null,
  made_at              timestamp with time zone not null,
  changed_at           timestamp with time zone not null
);
create table joint_materials (
  exchange_id          text not null,
  joint                text not null,
  material             text not null,
  serial               integer not null,
  name                 text not null,
  sha256               text,
  size                 bigint not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table joint_meetings (
  exchange_id          text not null,
  joint                text not null,
  serial               integer not null,
  number               text not null,
  held_on              date not null,
  place                text not null,
  present              jsonb not null,
  minutes              text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table joint_members (
  exchange_id          text not null,
  joint                text not null,
  item                 text not null,
  item_version         integer not null,
  unit                 text not null,
  stage                smallint not null,
  days                 integer not null,
  code                 text,
  opinion              text,
  words                text,
  document             text,
  opined_by            text,
  person               text,
  opined_at            timestamp with time zone,
  silent_at            timestamp with time zone,
  counted              text
);
create table joint_needs (
  exchange_id          text not null,
  joint                text not null,
  serial               integer not null,
  item                 text not null,
  material             text not null,
  what                 text not null,
  standard             text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table joint_officers (
  exchange_id          text not null,
  joint                text not null,
  serial               integer not null,
  actor                text not null,
  name                 text not null,
  reason               text not null,
  handed_by            text not null,
  handed_at            timestamp with time zone not null,
  confirmed_at         timestamp with time zone
);
create table joint_papers (
  exchange_id          text not null,
  joint                text not null,
  kind                 text not null,
  serial               integer not null,
  paper_id             text not null,
  json                 bytea not null,
  json_sha256          text not null,
  pdf_sha256           text not null,
  pdf_size             bigint not null,
  outbox_id            bigint not null,
  made_at              timestamp with time zone not null
);
create table joint_pauses (
  exchange_id          text not null,
  joint                text not null,
  serial               integer not null,
  procedure            text not null,
  items                text[] not null,
  reason               text not null,
  expected_days        integer not null,
  from_at              timestamp with time zone not null,
  until_at             timestamp with time zone,
  conclusion           text,
  made_by              text not null
);
create table joint_steps (
  exchange_id          text not null,
  joint                text not null,
  serial               integer not null,
  step                 text not null,
  state                text not null,
  unit                 text,
  words                jsonb not null default '{}'::jsonb,
  made_by              text not null,
  person               text,
  made_at              timestamp with time zone not null
);
create table joint_tasks (
  exchange_id          text not null,
  joint                text not null,
  meeting              integer not null,
  serial               integer not null,
  what                 text not null,
  unit                 text not null,
  due_on               date not null,
  done_by              text,
  done_at              timestamp with time zone,
  done_words           text
);
create table kept_prints (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  serial               integer not null,
  bidder               text not null,
  price_fen            bigint,
  marks                text[] not null,
  prints               bytea not null,
  kept_at              timestamp with time zone not null
);
create table leaves (
  exchange_id          text not null,
  idx                  bigint not null,
  outbox_id            bigint not null,
  entry                bytea not null,
  hash                 bytea not null
);
create table ledger_closes (
  exchange_id          text not null,
  month                date not null,
  sha256               text not null,
  outbox_id            bigint not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table ledger_entries (
  exchange_id          text not null,
  entry                bigint not null generated as identity,
  cause                text not null,
  kind                 text not null,
  booked_on            date not null,
  reverses             bigint,
  salt                 bytea not null,
  sha256               text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  made_in              xid8 not null default pg_current_xact_id()
);
create table ledger_lines (
  exchange_id          text not null,
  entry                bigint not null,
  line                 smallint not null,
  account              text not null,
  amount_fen           bigint not null
);
create table ledger_months (
  exchange_id          text not null,
  account              text not null,
  month                date not null,
  debit_fen            bigint not null,
  credit_fen           bigint not null
);
create table ledger_rolled (
  exchange_id          text not null,
  upto                 bigint not null
);
create table ledger_roots (
  exchange_id          text not null,
  serial               integer not null,
  upto                 bigint not null,
  salt                 bytea not null,
  sha256               text not null,
  outbox_id            bigint not null,
  made_at              timestamp with time zone not null
);
create table ledger_years (
  exchange_id          text not null,
  year                 integer not null,
  sha256               text not null,
  outbox_id            bigint not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table letter_reads (
  exchange_id          text not null,
  notice_id            text not null,
  version              integer not null,
  firm                 text not null,
  how                  text not null,
  actor_id             text not null,
  read_at              timestamp with time zone not null,
  salt                 bytea not null,
  file                 bytea not null,
  outbox_id            bigint not null
);
create table limits (
  exchange_id          text not null,
  action               text not null,
  whose                text not null,
  used                 bigint not null,
  ends_at              timestamp with time zone not null
);
create table lodgements (
  exchange_id          text not null,
  statement_sha256     text not null,
  tender_id            text not null,
  lot                  text not null,
  part                 text not null,
  bidder               text not null,
  actor_id             text not null,
  kind                 text not null,
  seq                  integer not null,
  statement            bytea not null,
  signature            bytea not null,
  salt                 bytea not null,
  content_sha256       text,
  content_size         bigint,
  recipient            text,
  received_at          timestamp with time zone not null,
  receipt              text not null,
  outbox_id            bigint not null,
  shares               bytea,
  notice               text,
  file_version         integer
);
create table lot_orders (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  serial               smallint not null,
  kind                 text not null,
  reason               text not null,
  file                 bytea not null,
  ordered_by           text not null,
  ordered_at           timestamp with time zone not null,
  outbox_id            bigint not null,
  complaint_no         text
);
create table lot_terms (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  part                 text not null,
  version              integer not null,
  entry                bytea not null,
  sha256               text not null,
  outbox_id            bigint not null,
  made_at              timestamp with time zone not null
);
create table lots (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  code                 text not null,
  stage                text not null,
  stage_before         text,
  stage_at             timestamp with time zone not null
);
create table mail_stops (
  exchange_id          text not null,
  token                text not null,
  actor_id             text not null,
  kind                 text not null
);
create table mandates (
  exchange_id          text not null,
  mandate_id           text not null,
  tenderer_uscc        text not null,
  agency_uscc          text not null,
  scope                text[],
  acts                 text[] not null,
  from_at              timestamp with time zone not null,
  until_at             timestamp with time zone not null,
  file                 bytea not null,
  sha256               text not null,
  offered_by           text not null,
  offered_at           timestamp with time zone not null,
  tenderer_signature   bytea not null,
  accepted_by          text,
  accepted_at          timestamp with time zone,
  agency_signature     bytea,
  ended_by             text,
  ended_at             timestamp with time zone,
  ended_side           text,
  reason               text
);
create table meeting_decisions (
  exchange_id          text not null,
  meeting              text not null,
  serial               integer not null,
  text                 text not null,
  unit_code            text not null,
  owner                text not null,
  due_on               date not null,
  done_text            text,
  done_by              text,
  done_at              timestamp with time zone
);
create table meeting_guests (
  exchange_id          text not null,
  meeting              text not null,
  kind                 text not null,
  code                 text not null,
  came                 boolean
);
create table meeting_items (
  exchange_id          text not null,
  meeting              text not null,
  item                 integer not null,
  weight               text not null,
  title                text not null,
  proposal             text not null,
  owner                text not null,
  due_on               date not null,
  outcome              text,
  done_at              timestamp with time zone,
  done_text            text
);
create table meeting_members (
  exchange_id          text not null,
  meeting              text not null,
  actor_id             text not null,
  name                 text not null,
  signed_in_at         timestamp with time zone
);
create table meeting_minutes (
  exchange_id          text not null,
  meeting              text not null,
  json                 bytea not null,
  json_sha256          text not null,
  pdf_sha256           text not null,
  pdf_size             bigint not null,
  outbox_id            bigint not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table meeting_votes (
  exchange_id          text not null,
  meeting              text not null,
  item                 integer not null,
  actor_id             text not null,
  vote                 text not null,
  made_at              timestamp with time zone not null
);
create table meetings (
  exchange_id          text not null,
  meeting              text not null,
  title                text not null,
  place                text not null,
  starts_at            timestamp with time zone not null,
  state                text not null default 'called'::text,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  ended_at             timestamp with time zone
);
create table mergers (
  exchange_id          text not null,
  absorbed_uscc        text not null,
  into_uscc            text not null,
  notice               text not null,
  merged_on            date not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table message_reads (
  exchange_id          text not null,
  actor_id             text not null,
  message_id           text not null,
  read_at              timestamp with time zone not null
);
create table message_settings (
  exchange_id          text not null,
  actor_id             text not null,
  language             text not null,
  email                text,
  mail_off             text[] not null,
  version              integer not null default 1,
  phone                bytea,
  phone_by             text not null default 'sms'::text,
  phone_on             text[] not null default '{}'::text[]
);
create table messages (
  exchange_id          text not null,
  message_id           text not null,
  kind                 text not null,
  audience             text not null,
  tender_id            text,
  lot                  text,
  facts                jsonb not null,
  not_to               text,
  once                 text not null,
  told_at              timestamp with time zone not null
);
create table moves (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  move_id              bigint not null generated as identity,
  name                 text not null,
  from_stage           text not null,
  to_stage             text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table nodes (
  exchange_id          text not null,
  level                smallint not null,
  idx                  bigint not null,
  hash                 bytea not null
);
create table notice_codes (
  exchange_id          text not null,
  code                 text not null,
  notice_id            text not null,
  version              integer not null
);
create table notice_index (
  exchange_id          text not null,
  notice_id            text not null,
  version              integer not null,
  tender_id            text,
  lot                  text,
  line                 text not null,
  type                 text not null,
  area                 text,
  title                text not null,
  first_at             timestamp with time zone not null,
  published_at         timestamp with time zone not null,
  words                tsvector not null,
  plan_id              text,
  sale_id              text
);
create table notices (
  exchange_id          text not null,
  notice_id            text not null,
  version              integer not null,
  tender_id            text,
  lot                  text,
  type                 text not null,
  title                text not null,
  audience             text,
  json                 bytea not null,
  json_sha256          text not null,
  pdf_sha256           text not null,
  pdf_size             bigint not null,
  outbox_id            bigint not null,
  published_at         timestamp with time zone not null,
  plan_id              text,
  sale_id              text
);
create table objection_replies (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  serial               integer not null,
  upheld               boolean not null,
  answer               text not null,
  effect               text not null,
  replied_by           text not null,
  replied_at           timestamp with time zone not null,
  notice_id            text not null,
  faulted              jsonb not null default '[]'::jsonb
);
create table objections (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  serial               integer not null,
  about                text not null,
  filed_by             text not null,
  filer_uscc           text not null,
  filer_name           text not null,
  content              text not null,
  salt                 bytea not null,
  filed_at             timestamp with time zone not null,
  reply_due            timestamp with time zone not null,
  outbox_id            bigint not null
);
create table opened_files (
  exchange_id          text not null,
  statement_sha256     text not null,
  ordinal              integer not null,
  name                 text not null,
  size                 bigint not null,
  sha256               text not null
);
create table opener_keys (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  part                 text not null,
  opener               text not null,
  actor_id             text not null,
  recipient            text not null,
  statement            bytea not null,
  signature            bytea not null,
  sha256               text not null,
  challenge            bytea not null,
  proved_at            timestamp with time zone,
  outbox_id            bigint,
  given_at             timestamp with time zone not null
);
create table opener_offices (
  exchange_id          text not null,
  opener               text not null,
  org_name             text not null,
  org_uscc             text not null
);
create table openings (
  exchange_id          text not null,
  statement_sha256     text not null,
  how                  text not null,
  cause                text,
  form                 bytea,
  identity             text,
  opened_at            timestamp with time zone not null,
  precheck             jsonb
);
create table organisation_changes (
  exchange_id          text not null,
  change_id            bigint not null generated as identity,
  uscc                 text not null,
  state                text not null,
  reason               text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  successor_uscc       text
);
create table organisation_files (
  exchange_id          text not null,
  uscc                 text not null,
  version              integer not null,
  file                 bytea not null,
  sha256               text not null,
  signature            bytea,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table organisations (
  exchange_id          text not null,
  uscc                 text not null,
  name                 text not null,
  operator_firm        boolean not null default false,
  state                text not null default 'active'::text,
  version              integer not null default 0,
  made_at              timestamp with time zone not null,
  skeleton             text default replace(name_skeleton(name), '0'::text, 'o'::text),
  parent_uscc          text,
  words                tsvector
);
create table outbox (
  exchange_id          text not null,
  id                   bigint not null generated as identity,
  entry                bytea not null,
  sealed               boolean not null,
  made_at              timestamp with time zone not null default clock_timestamp()
);
create table outside_acceptances (
  exchange_id          text not null,
  contract             text not null,
  serial               integer not null,
  accepted_on          date not null,
  parts                text not null,
  amount_fen           bigint not null,
  sha256               text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table panel_appointments (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  file                 bytea not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  outbox_id            bigint not null,
  round                text not null default 'bid'::text
);
create table panel_changes (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  serial               integer not null,
  file                 bytea not null,
  sha256               text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  outbox_id            bigint not null
);
create table panel_members (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  label                text not null,
  actor_id             text not null,
  name                 text not null,
  kind                 text not null,
  chair                boolean not null default false,
  seated_at            timestamp with time zone not null,
  round                text not null default 'bid'::text
);
create table parts (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  part                 text not null,
  ordinal              smallint not null,
  after                text,
  has_form             boolean not null,
  threshold            smallint not null,
  open_mode            text not null,
  deadline             timestamp with time zone not null,
  state                text not null,
  deadline_size        bigint,
  close_outbox         bigint,
  objections_until     timestamp with time zone,
  window_from          timestamp with time zone,
  window_until         timestamp with time zone,
  started_at           timestamp with time zone,
  sung_at              timestamp with time zone,
  finished_at          timestamp with time zone,
  proceed_outbox       bigint,
  open_outbox          bigint,
  opening              bytea,
  closing_size         bigint,
  disputed             boolean not null default false
);
create table passkeys (
  exchange_id          text not null,
  credential_id        bytea not null,
  person_id            text not null,
  public_key           bytea not null,
  counter              bigint not null,
  transports           text[] not null,
  label                text not null,
  made_at              timestamp with time zone not null,
  used_at              timestamp with time zone,
  ended_at             timestamp with time zone
);
create table passwords (
  exchange_id          text not null,
  person_id            text not null,
  account              text not null,
  hash                 bytea not null,
  salt                 bytea not null,
  memory_kib           integer not null,
  passes               integer not null,
  secret               bytea not null,
  step                 bigint not null,
  made_at              timestamp with time zone not null,
  changed_at           timestamp with time zone not null
);
create table patrol_attendance (
  exchange_id          text not null,
  day                  date not null,
  actor_id             text not null,
  number               integer not null,
  state                text not null
);
create table patrols (
  exchange_id          text not null,
  day                  date not null,
  note                 text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table payment_books (
  exchange_id          text not null,
  bill_no              text not null,
  book                 text not null,
  fen                  bigint not null,
  state                text not null,
  receipt_code         text,
  receipt_number       text,
  check_code           text,
  changed_at           timestamp with time zone not null
);
create table payment_contracts (
  exchange_id          text not null,
  contract             text not null,
  unit                 text not null,
  kind                 text not null,
  tender_id            text,
  lot                  text,
  number               text not null,
  title                text not null,
  supplier             text not null,
  supplier_name        text not null,
  price_fen            bigint not null,
  signed_on            date not null,
  sha256               text not null,
  small                boolean not null,
  payment_days         integer,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table payment_papers (
  exchange_id          text not null,
  request              text not null,
  attempt              integer not null,
  kind                 text not null,
  paper_id             text not null,
  json                 bytea not null,
  json_sha256          text not null,
  pdf_sha256           text not null,
  pdf_size             bigint not null,
  outbox_id            bigint not null,
  made_at              timestamp with time zone not null
);
create table payment_requests (
  exchange_id          text not null,
  request              text not null,
  contract             text not null,
  indicator            text not null,
  month                date not null,
  mode                 text not null,
  amount_fen           bigint not null,
  refunded_fen         bigint not null default 0,
  purpose              text not null,
  payee                jsonb not null,
  invoice              jsonb not null,
  invoice_number       text not null,
  state                text not null,
  submitted_by         text,
  checked_by           text,
  approved_at          timestamp with time zone,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  attempt              integer not null default 0,
  account              text,
  order_number         text,
  ordered_at           timestamp with time zone,
  value_on             date,
  paid_on              date
);
create table payment_steps (
  exchange_id          text not null,
  request              text not null,
  serial               integer not null,
  step                 text not null,
  state                text not null,
  reason               text,
  amount_fen           bigint,
  made_by              text not null,
  person               text,
  made_at              timestamp with time zone not null
);
create table people (
  exchange_id          text not null,
  person_id            text not null,
  name                 text not null,
  email                text,
  handle               bytea not null,
  state                text not null default 'active'::text,
  made_at              timestamp with time zone not null
);
create table plan_corrections (
  exchange_id          text not null,
  plan_id              text not null,
  edition              integer not null,
  version              integer not null default 1,
  form                 jsonb not null,
  area                 text,
  reason               text not null,
  drafted_by           text not null,
  drafted_at           timestamp with time zone not null,
  published_by         text,
  published_at         timestamp with time zone
);
create table plan_decisions (
  exchange_id          text not null,
  indicator            text not null,
  month                date not null,
  mode                 text not null,
  serial               integer not null,
  verdict              text not null,
  amount_fen           bigint not null,
  note                 text,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table plan_months (
  exchange_id          text not null,
  indicator            text not null,
  month                date not null,
  mode                 text not null,
  approved_fen         bigint not null default 0,
  used_fen             bigint not null default 0
);
create table plan_requests (
  exchange_id          text not null,
  indicator            text not null,
  month                date not null,
  mode                 text not null,
  serial               integer not null,
  amount_fen           bigint not null,
  reason               text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table plans (
  exchange_id          text not null,
  plan_id              text not null,
  line                 text not null,
  tenderer_name        text not null,
  tenderer_uscc        text not null,
  area                 text,
  form                 jsonb not null,
  version              integer not null default 1,
  drafted_by           text not null,
  drafted_at           timestamp with time zone not null,
  published_by         text,
  published_at         timestamp with time zone,
  number               text,
  edition              integer,
  counts_from          timestamp with time zone
);
create table policy_halls (
  exchange_id          text not null,
  hall                 text not null,
  code                 text not null,
  version              integer not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table posts (
  exchange_id          text not null,
  post_id              text not null,
  kind                 text not null,
  sub_centre           text,
  name                 text not null,
  actor_id             text,
  from_on              date not null,
  until_on             date,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table prequal_reviews (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  version              integer not null,
  file                 bytea not null,
  sha256               text not null,
  written_by           text not null,
  written_at           timestamp with time zone not null
);
create table prequal_signatures (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  version              integer not null,
  label                text not null,
  signature            bytea not null,
  signed_at            timestamp with time zone not null
);
create table privacy_requests (
  exchange_id          text not null,
  request_id           text not null,
  person_id            text not null,
  kind                 text not null,
  wanted               text,
  reason               text not null,
  state                text not null,
  answer               text,
  made_at              timestamp with time zone not null,
  due_at               timestamp with time zone not null,
  decided_by           text,
  decided_at           timestamp with time zone
);
create table projects (
  exchange_id          text not null,
  project_id           text not null,
  name                 text not null,
  tenderer_name        text not null,
  tenderer_uscc        text not null,
  approval             text not null,
  funds                text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  area                 text,
  investment_fen       numeric(20,0),
  budget_fen           numeric(20,0)
);
create table proofs (
  exchange_id          text not null,
  statement_sha256     text not null,
  proof                text not null
);
create table question_answers (
  exchange_id          text not null,
  tender_id            text not null,
  sha256               text not null,
  answer               text not null,
  drafted_by           text not null,
  drafted_at           timestamp with time zone not null
);
create table question_box (
  exchange_id          text not null,
  tender_id            text not null,
  sha256               text not null,
  ticket               bytea not null,
  about                text not null,
  body                 jsonb not null,
  due_at               timestamp with time zone not null
);
create table question_keys (
  exchange_id          text not null,
  tender_id            text not null,
  spki                 bytea not null,
  pkcs8                bytea not null,
  sha256               text not null,
  outbox_id            bigint not null
);
create table question_tickets (
  exchange_id          text not null,
  tender_id            text not null,
  firm                 text not null,
  serial               integer not null,
  asked_sha256         text not null,
  taken_on             date not null
);
create table questions (
  exchange_id          text not null,
  tender_id            text not null,
  sha256               text not null,
  ticket               bytea not null,
  about                text not null,
  body                 jsonb not null,
  collected_at         timestamp with time zone not null,
  outbox_id            bigint not null
);
create table recoveries (
  exchange_id          text not null,
  recovery_id          text not null,
  person_id            text not null,
  state                text not null,
  report               text,
  reported_at          timestamp with time zone,
  reason               text,
  opened_by            text,
  opener               text,
  opened_at            timestamp with time zone,
  approved_by          text,
  approver             text,
  approved_at          timestamp with time zone,
  code_sha256          bytea,
  code_ends_at         timestamp with time zone,
  used_at              timestamp with time zone,
  cancelled_by         text,
  cancelled_at         timestamp with time zone
);
create table refund_returns (
  exchange_id          text not null,
  reference            text not null,
  attempt              integer not null,
  reason               text not null,
  returned_at          timestamp with time zone not null
);
create table refunds (
  exchange_id          text not null,
  reference            text not null,
  paid_on              date not null,
  own_fault            text,
  charge_fen           bigint not null,
  recorded_by          text not null,
  recorded_at          timestamp with time zone not null,
  attempt              integer not null default 1
);
create table refused_gifts (
  exchange_id          text not null,
  gift                 text not null,
  actor_id             text not null,
  offered_on           date not null,
  giver                text not null,
  what                 text not null,
  disposal             text not null,
  made_at              timestamp with time zone not null
);
create table refused_lodgements (
  exchange_id          text not null,
  refusal_id           bigint not null generated as identity,
  tender_id            text not null,
  lot                  text not null,
  actor_id             text not null,
  code                 text not null,
  facts                jsonb not null,
  received_at          timestamp with time zone not null,
  note                 text not null,
  salt                 bytea not null,
  outbox_id            bigint not null
);
create table registrations (
  exchange_id          text not null,
  registration_id      text not null,
  person_id            text not null,
  uscc                 text not null,
  file                 bytea not null,
  letter               text,
  state                text not null,
  version              integer not null default 1,
  submitted_at         timestamp with time zone,
  due_at               timestamp with time zone,
  decided_by           text,
  decided_at           timestamp with time zone,
  reason               text,
  made_at              timestamp with time zone not null
);
create table regulations (
  exchange_id          text not null,
  code                 text not null,
  version              integer not null,
  kind                 text not null,
  status               text not null,
  from_on              date not null,
  json                 bytea not null,
  json_sha256          text not null,
  pdf_sha256           text not null,
  pdf_size             bigint not null,
  outbox_id            bigint not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table rehearsal_texts (
  exchange_id          text not null,
  text_id              text not null,
  received_at          timestamp with time zone not null,
  body                 bytea not null
);
create table rejections (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  bidder               text not null,
  ground               text not null,
  clause               text not null,
  reason               text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table releases (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  part                 text not null,
  opener               text not null,
  release              bytea not null,
  signature            bytea not null,
  sha256               text not null,
  outbox_id            bigint not null,
  given_at             timestamp with time zone not null
);
create table report_opinions (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  label                text not null,
  serial               integer not null,
  file                 bytea not null,
  signature            bytea not null,
  sha256               text not null,
  outbox_id            bigint not null,
  signed_at            timestamp with time zone not null
);
create table representative_invitations (
  exchange_id          text not null,
  code_sha256          bytea not null,
  uscc                 text not null,
  role                 text not null,
  rank                 text not null,
  name                 text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  expires_at           timestamp with time zone not null,
  taken_by             text,
  opener               text
);
create table reserve_ends (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  commitment           text not null,
  file                 bytea,
  lost_reason          text,
  ended_by             text not null,
  ended_at             timestamp with time zone not null,
  outbox_id            bigint not null
);
create table reserves (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  commitment           text not null,
  committed_by         text not null,
  committed_at         timestamp with time zone not null,
  outbox_id            bigint not null
);
create table returns (
  exchange_id          text not null,
  tender_id            text not null,
  serial               integer not null,
  clarification        integer,
  reason               text not null,
  prepared_by          text not null,
  prepared_at          timestamp with time zone not null,
  returned_by          text not null,
  returned_at          timestamp with time zone not null
);
create table revocation_snapshots (
  exchange_id          text not null,
  sha256               text not null,
  kind                 text not null,
  issuer               text not null,
  serial               text,
  source               text not null,
  this_update          timestamp with time zone not null,
  next_update          timestamp with time zone,
  der                  bytea not null,
  kept_at              timestamp with time zone not null,
  kept_no              bigint not null generated as identity
);
create table rooms (
  exchange_id          text not null,
  room_id              text not null,
  venue_id             text not null,
  kind                 text not null,
  name                 text not null,
  seats                jsonb not null,
  lockers              integer not null,
  buffer_minutes       integer not null,
  version              integer not null default 1,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  retired_at           timestamp with time zone
);
create table sale_archives (
  exchange_id          text not null,
  sale_id              text not null,
  serial               integer not null,
  tree_size            bigint not null,
  sha256               text not null,
  inputs               jsonb not null,
  outbox_id            bigint not null,
  made_at              timestamp with time zone not null
);
create table sale_deal_acts (
  exchange_id          text not null,
  sale_id              text not null,
  lot                  text not null,
  round                integer not null,
  serial               integer not null,
  step                 text not null,
  once                 text not null,
  file                 bytea not null,
  sha256               text not null,
  aside                jsonb,
  outbox_id            bigint not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table sale_lots (
  exchange_id          text not null,
  sale_id              text not null,
  lot                  text not null,
  code                 text not null,
  stage                text not null,
  stage_before         text,
  stage_at             timestamp with time zone not null
);
create table sale_moves (
  exchange_id          text not null,
  sale_id              text not null,
  lot                  text not null,
  serial               integer not null,
  move                 text not null,
  from_stage           text not null,
  to_stage             text not null,
  made_as              text not null,
  actor_id             text,
  reason               text,
  warnings             jsonb not null default '[]'::jsonb,
  made_at              timestamp with time zone not null
);
create table sale_outcomes (
  exchange_id          text not null,
  sale_id              text not null,
  lot                  text not null,
  round                integer not null,
  auction_id           text,
  how                  text not null,
  reserve              text not null,
  firm                 text,
  amount_fen           bigint,
  ended_at             timestamp with time zone not null,
  settled_at           timestamp with time zone not null
);
create table sale_reserves (
  exchange_id          text not null,
  sale_id              text not null,
  lot                  text not null,
  serial               integer not null,
  auction_id           text not null,
  commitment           text not null,
  decided_on           date not null,
  participants         jsonb not null,
  record               text not null,
  prepared_by          text not null,
  prepared_at          timestamp with time zone not null
);
create table sale_rounds (
  exchange_id          text not null,
  sale_id              text not null,
  round                integer not null,
  move                 text not null,
  form                 jsonb not null,
  rules                jsonb not null,
  notice_id            text not null,
  drafted_by           text not null,
  published_by         text not null,
  published_at         timestamp with time zone not null
);
create table sale_singles (
  exchange_id          text not null,
  sale_id              text not null,
  lot                  text not null,
  round                integer not null,
  file                 bytea not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  outbox_id            bigint not null
);
create table sales (
  exchange_id          text not null,
  sale_id              text not null,
  line                 text not null,
  seller_name          text not null,
  seller_uscc          text not null,
  area                 text,
  form                 jsonb not null,
  version              integer not null default 1,
  drafted_by           text not null,
  drafted_at           timestamp with time zone not null,
  next_due_at          timestamp with time zone
);
create table schedule_acts (
  exchange_id          text not null,
  tender_id            text not null,
  serial               integer not null,
  kind                 text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  file                 bytea not null,
  salt                 bytea not null,
  outbox_id            bigint not null
);
create table served_assets (
  exchange_id          text not null,
  outbox_id            bigint not null,
  path                 text not null,
  sha256               text not null
);
create table service_halls (
  exchange_id          text not null,
  code                 text not null,
  sub_centre           text not null,
  zh                   text not null,
  en                   text not null,
  place                text not null,
  from_on              date not null,
  until_on             date,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table service_log (
  exchange_id          text not null,
  project              text not null,
  number               integer not null,
  kind                 text not null,
  request              integer,
  concierge            text,
  level                integer,
  due_on               date,
  text                 text not null,
  made_by              text not null,
  made_as              text not null,
  made_at              timestamp with time zone not null
);
create table service_slots (
  exchange_id          text not null,
  slot                 text not null,
  unit                 text not null,
  from_at              timestamp with time zone not null,
  until_at             timestamp with time zone not null,
  places               integer not null,
  taken                integer not null default 0,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table sessions (
  exchange_id          text not null,
  session_sha256       bytea not null,
  person_id            text not null,
  actor_id             text,
  how                  text not null,
  address              text not null,
  agent                text not null,
  made_at              timestamp with time zone not null,
  seen_at              timestamp with time zone not null
);
create table sheet_drafts (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  label                text not null,
  bidder               text not null,
  criterion            text not null,
  score                text not null,
  reason               text not null,
  saved_at             timestamp with time zone not null
);
create table sheets (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  label                text not null,
  part                 text not null,
  sheet                bytea not null,
  signature            bytea not null,
  sha256               text not null,
  outbox_id            bigint not null,
  signed_at            timestamp with time zone not null,
  serial               integer not null default 1
);
create table sign_ins (
  exchange_id          text not null,
  sign_in_id           bigint not null generated as identity,
  person_id            text not null,
  at                   timestamp with time zone not null,
  how                  text not null,
  proof                text,
  address              text not null,
  device               text not null,
  is_new               boolean not null
);
create table signal_notes (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  serial               integer not null,
  bidders              text[] not null,
  disposal             text not null,
  note                 text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table signal_runs (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  serial               integer not null,
  version              text not null,
  as_of                timestamp with time zone not null,
  inputs               text not null,
  file                 bytea not null,
  sha256               text not null,
  made_at              timestamp with time zone not null
);
create table signed_acts (
  exchange_id          text not null,
  sha256               text not null,
  text_sha256          text not null,
  person_id            text not null,
  actor_id             text,
  action               text not null,
  file                 bytea not null,
  made_at              timestamp with time zone not null
);
create table sitting_days (
  exchange_id          text not null,
  unit                 text not null,
  on_day               date not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table sub_centres (
  exchange_id          text not null,
  code                 text not null,
  kind                 text not null,
  unit_code            text not null,
  zh                   text not null,
  en                   text not null,
  on_site              boolean not null,
  place                text not null,
  from_on              date not null,
  until_on             date,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table tender_checks (
  exchange_id          text not null,
  tender_id            text not null,
  serial               integer not null,
  form_version         integer not null,
  occasion             text not null,
  report               bytea not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table tenders (
  exchange_id          text not null,
  tender_id            text not null,
  project_id           text not null,
  line                 text not null,
  form                 jsonb not null,
  version              integer not null default 1,
  rules                jsonb,
  rules_on             date,
  submitted_by         text,
  submitted_at         timestamp with time zone,
  published_by         text,
  published_at         timestamp with time zone,
  next_due_at          timestamp with time zone,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  retender_of          text,
  publish_at           timestamp with time zone,
  approved_by          text,
  approved_at          timestamp with time zone,
  plan_id              text,
  plan_exempt          text,
  remind_at            timestamp with time zone
);
create table timed_checkpoints (
  exchange_id          text not null,
  from_at              timestamp with time zone not null,
  to_at                timestamp with time zone not null,
  size                 bigint not null,
  note                 text not null,
  made_at              timestamp with time zone not null
);
create table tokens (
  exchange_id          text not null,
  token_sha256         bytea not null,
  actor_id             text not null,
  made_at              timestamp with time zone not null
);
create table told_once_papers (
  exchange_id          text not null,
  paper_id             text not null,
  unit_code            text,
  meeting              text,
  json                 bytea not null,
  json_sha256          text not null,
  pdf_sha256           text not null,
  pdf_size             bigint not null,
  outbox_id            bigint not null,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table tree_heads (
  exchange_id          text not null,
  size                 bigint not null,
  root                 bytea not null,
  note                 text not null,
  made_at              timestamp with time zone not null
);
create table unit_hand_overs (
  exchange_id          text not null,
  unit_code            text not null,
  serial               integer not null,
  from_on              date not null,
  has_single_approval_section boolean not null,
  section_moved_whole  boolean not null,
  uses_approval_seal   boolean not null,
  authority            text not null,
  seal_paper           text,
  seal_sha256          text,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table units (
  exchange_id          text not null,
  code                 text not null,
  uscc                 text not null,
  parent_code          text,
  zh                   text not null,
  en                   text not null,
  kinds                text[] not null,
  from_on              date not null,
  until_on             date,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  level                text not null default 'city'::text
);
create table uploads (
  exchange_id          text not null,
  upload_id            text not null,
  actor_id             text not null,
  name                 text not null,
  size                 bigint not null,
  received             bigint not null default 0,
  expected             text,
  sha256               text,
  state                text not null default 'open'::text,
  made_at              timestamp with time zone not null,
  touched_at           timestamp with time zone not null
);
create table venues (
  exchange_id          text not null,
  venue_id             text not null,
  name                 text not null,
  address              text not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  retired_at           timestamp with time zone
);
create table visit_bookings (
  exchange_id          text not null,
  slot                 text not null,
  owner                text not null,
  made_at              timestamp with time zone not null,
  cancelled_at         timestamp with time zone,
  serial               integer not null
);
create table way_acts (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  kind                 text not null,
  file                 bytea not null,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  outbox_id            bigint not null
);
create table window_seats (
  exchange_id          text not null,
  number               integer not null,
  actor_id             text not null,
  from_on              date not null,
  until_on             date,
  made_by              text not null,
  made_at              timestamp with time zone not null
);
create table windows (
  exchange_id          text not null,
  number               integer not null,
  unit_code            text,
  zh                   text not null,
  en                   text not null,
  tasks                text[] not null,
  from_on              date not null,
  until_on             date,
  made_by              text not null,
  made_at              timestamp with time zone not null,
  hall_code            text
);
create table winner_failures (
  exchange_id          text not null,
  tender_id            text not null,
  lot                  text not null,
  bidder               text not null,
  ground               text not null,
  finding              text not null,
  next_bidder          text,
  made_by              text not null,
  made_at              timestamp with time zone not null
);

-- storage
ledger_lines_by_account: autosummarize=on, pages_per_range=128
lodgements: toast_tuple_target=8160
notice_index_words: fastupdate=off

-- constraints
acceptances: acceptances_amount_fen_check CHECK ((amount_fen > 0))
acceptances: acceptances_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
acceptances: acceptances_pkey PRIMARY KEY (exchange_id, tender_id, lot, serial)
acceptances: acceptances_serial_check CHECK ((serial > 0))
acceptances: acceptances_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
activities: activities_activity_check CHECK ((activity ~ '^A[0-9]{4}-[0-9]{2,4}$'::text))
activities: activities_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
activities: activities_kind_check CHECK ((kind = ANY (ARRAY['training'::text, 'exam'::text, 'meeting'::text, 'activity'::text])))
activities: activities_minutes_check CHECK (((minutes >= 1) AND (minutes <= 10000)))
activities: activities_pkey PRIMARY KEY (exchange_id, activity)
activity_people: activity_people_exchange_id_activity_fkey FOREIGN KEY (exchange_id, activity) REFERENCES activities(exchange_id, activity)
activity_people: activity_people_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
activity_people: activity_people_pkey PRIMARY KEY (exchange_id, activity, actor_id)
actors: actors_actor_id_check CHECK ((actor_id ~ '^[a-z0-9-]{1,64}$'::text))
actors: actors_check CHECK (((agency_uscc IS NULL) OR (role = 'tenderer'::text)))
actors: actors_exchange_id_agency_uscc_fkey FOREIGN KEY (exchange_id, agency_uscc) REFERENCES organisations(exchange_id, uscc)
actors: actors_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
actors: actors_exchange_id_org_uscc_fkey FOREIGN KEY (exchange_id, org_uscc) REFERENCES organisations(exchange_id, uscc)
actors: actors_exchange_id_person_id_fkey FOREIGN KEY (exchange_id, person_id) REFERENCES people(exchange_id, person_id)
actors: actors_pkey PRIMARY KEY (exchange_id, actor_id)
actors: actors_rank_check CHECK ((rank = ANY (ARRAY['administrator'::text, 'member'::text, 'reader'::text])))
admission_lists: admission_lists_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
admission_lists: admission_lists_pkey PRIMARY KEY (exchange_id, tender_id, lot)
admissions: admissions_basis_check CHECK ((basis = ANY (ARRAY['invited'::text, 'passed'::text])))
admissions: admissions_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
admissions: admissions_pkey PRIMARY KEY (exchange_id, tender_id, lot, firm)
admissions: admissions_salt_check CHECK ((octet_length(salt) = 32))
answer_months: answer_months_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
answer_months: answer_months_grade_check CHECK (((grade >= 1) AND (grade <= 5)))
answer_months: answer_months_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
answer_months: answer_months_pkey PRIMARY KEY (exchange_id, month, unit, grade)
answered_questions: answered_questions_exchange_id_tender_id_sha256_fkey FOREIGN KEY (exchange_id, tender_id, sha256) REFERENCES questions(exchange_id, tender_id, sha256)
answered_questions: answered_questions_pkey PRIMARY KEY (exchange_id, tender_id, sha256)
api_tokens: api_tokens_check CHECK ((ends_at > made_at))
api_tokens: api_tokens_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
api_tokens: api_tokens_exchange_id_person_id_fkey FOREIGN KEY (exchange_id, person_id) REFERENCES people(exchange_id, person_id)
api_tokens: api_tokens_exchange_id_token_sha256_key UNIQUE (exchange_id, token_sha256)
api_tokens: api_tokens_pkey PRIMARY KEY (exchange_id, token_id)
api_tokens: api_tokens_scopes_check CHECK ((cardinality(scopes) > 0))
api_tokens: api_tokens_token_id_check CHECK ((token_id ~ '^t-[0-9a-f]{16}$'::text))
api_tokens: api_tokens_token_sha256_check CHECK ((length(token_sha256) = 32))
application_deposit_ends: application_deposit_ends_exchange_id_reference_bank_transa_fkey FOREIGN KEY (exchange_id, reference, bank, transaction) REFERENCES application_deposits(exchange_id, reference, bank, transaction)
application_deposit_ends: application_deposit_ends_how_check CHECK ((how = ANY (ARRAY['reversed'::text, 'refunded'::text, 'converted'::text, 'forfeited'::text])))
application_deposit_ends: application_deposit_ends_pkey PRIMARY KEY (exchange_id, reference, bank, transaction, serial)
application_deposit_ends: application_deposit_ends_serial_check CHECK ((serial >= 1))
application_deposits: application_deposits_amount_fen_check CHECK ((amount_fen > 0))
application_deposits: application_deposits_exchange_id_reference_fkey FOREIGN KEY (exchange_id, reference) REFERENCES applications(exchange_id, reference)
application_deposits: application_deposits_pkey PRIMARY KEY (exchange_id, reference, bank, transaction)
application_refund_returns: application_refund_returns_exchange_id_reference_bank_tran_fkey FOREIGN KEY (exchange_id, reference, bank, transaction, serial) REFERENCES application_deposit_ends(exchange_id, reference, bank, transaction, serial)
application_refund_returns: application_refund_returns_pkey PRIMARY KEY (exchange_id, reference, bank, transaction, serial)
application_reviews: application_reviews_check CHECK (((verdict = 'qualified'::text) = (certificate IS NOT NULL)))
application_reviews: application_reviews_exchange_id_sale_id_lot_firm_round_fkey FOREIGN KEY (exchange_id, sale_id, lot, firm, round) REFERENCES applications(exchange_id, sale_id, lot, firm, round)
application_reviews: application_reviews_pkey PRIMARY KEY (exchange_id, sale_id, lot, firm, round)
application_reviews: application_reviews_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000)))
application_reviews: application_reviews_round_check CHECK ((round > 0))
application_reviews: application_reviews_verdict_check CHECK ((verdict = ANY (ARRAY['qualified'::text, 'refused'::text])))
applications: applications_exchange_id_reference_key UNIQUE (exchange_id, reference)
applications: applications_exchange_id_sale_id_lot_fkey FOREIGN KEY (exchange_id, sale_id, lot) REFERENCES sale_lots(exchange_id, sale_id, lot)
applications: applications_firm_check CHECK ((firm ~ '^[0-9A-Z]{18}$'::text))
applications: applications_firm_name_check CHECK (((length(firm_name) >= 1) AND (length(firm_name) <= 200)))
applications: applications_offer_fen_check CHECK ((offer_fen > 0))
applications: applications_pkey PRIMARY KEY (exchange_id, sale_id, lot, firm, round)
applications: applications_reference_check CHECK ((reference ~ '^[0-9a-f]{32}$'::text))
applications: applications_round_check CHECK ((round > 0))
applications: applications_statement_check CHECK (((length(statement) >= 1) AND (length(statement) <= 3000)))
appraisal_formulas: appraisal_formulas_check CHECK ((sha256 = encode(sha256(file), 'hex'::text)))
appraisal_formulas: appraisal_formulas_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
appraisal_formulas: appraisal_formulas_exchange_id_from_on_key UNIQUE (exchange_id, from_on)
appraisal_formulas: appraisal_formulas_pkey PRIMARY KEY (exchange_id, version)
appraisal_formulas: appraisal_formulas_version_check CHECK ((version > 0))
approval_mandates: approval_mandates_check CHECK ((from_on <= until_on))
approval_mandates: approval_mandates_check1 CHECK (((revoked_at IS NULL) = ((revoked_by IS NULL) AND (reason IS NULL))))
approval_mandates: approval_mandates_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
approval_mandates: approval_mandates_items_check CHECK ((cardinality(items) > 0))
approval_mandates: approval_mandates_limit_fen_check CHECK ((limit_fen >= 0))
approval_mandates: approval_mandates_pkey PRIMARY KEY (exchange_id, mandate)
approval_mandates: approval_mandates_powers_check CHECK ((cardinality(powers) > 0))
approvals: approvals_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
approvals: approvals_exchange_id_signed_act_fkey FOREIGN KEY (exchange_id, signed_act) REFERENCES signed_acts(exchange_id, sha256)
approvals: approvals_kind_check CHECK ((kind = ANY (ARRAY['notice'::text, 'clarification'::text, 'plan'::text, 'sale'::text, 'close-add'::text, 'by-hand'::text, 'guarantee-issuer'::text, 'auction'::text])))
approvals: approvals_pkey PRIMARY KEY (exchange_id, signed_act)
approvals: approvals_step_check CHECK ((step = ANY (ARRAY['request'::text, 'approval'::text])))
approvals: approvals_version_check CHECK ((version ~ '^[0-9a-f]{64}$'::text))
archives: archives_edition_check CHECK ((edition = ANY (ARRAY['full'::text, 'public'::text])))
archives: archives_exchange_id_tender_id_fkey FOREIGN KEY (exchange_id, tender_id) REFERENCES tenders(exchange_id, tender_id)
archives: archives_pkey PRIMARY KEY (exchange_id, tender_id, edition, serial)
areas: areas_area_check CHECK ((area ~ '^[0-9]{6}$'::text))
areas: areas_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
areas: areas_pkey PRIMARY KEY (exchange_id, area)
assessment_answers: assessment_answers_exchange_id_tender_id_lot_label_serial_fkey FOREIGN KEY (exchange_id, tender_id, lot, label, serial) REFERENCES expert_assessments(exchange_id, tender_id, lot, label, serial)
assessment_answers: assessment_answers_pkey PRIMARY KEY (exchange_id, tender_id, lot, label, serial)
auction_bidders: auction_bidders_commitment_check CHECK ((commitment ~ '^[0-9a-f]{64}$'::text))
auction_bidders: auction_bidders_exchange_id_auction_id_firm_key UNIQUE (exchange_id, auction_id, firm)
auction_bidders: auction_bidders_exchange_id_auction_id_fkey FOREIGN KEY (exchange_id, auction_id) REFERENCES auctions(exchange_id, auction_id)
auction_bidders: auction_bidders_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
auction_bidders: auction_bidders_paddle_check CHECK ((paddle ~ '^[0-9]{3,6}$'::text))
auction_bidders: auction_bidders_pkey PRIMARY KEY (exchange_id, auction_id, paddle)
auction_bidders: auction_bidders_preemption_check CHECK (((length(preemption) >= 1) AND (length(preemption) <= 40)))
auction_bidders: auction_bidders_salt_check CHECK ((octet_length(salt) = 16))
auction_bidders: auction_bidders_taken_out_check CHECK (((length(taken_out) >= 1) AND (length(taken_out) <= 2000)))
auction_happenings: auction_happenings_bytes_check CHECK (((octet_length(bytes) >= 2) AND (octet_length(bytes) <= 4194304)))
auction_happenings: auction_happenings_check CHECK ((((key IS NULL) = (paddle IS NULL)) AND ((key IS NULL) = (fingerprint IS NULL))))
auction_happenings: auction_happenings_fingerprint_check CHECK ((octet_length(fingerprint) = 32))
auction_happenings: auction_happenings_head_check CHECK ((octet_length(head) = 32))
auction_happenings: auction_happenings_key_check CHECK ((key ~ '^[A-Za-z0-9_-]{8,64}$'::text))
auction_happenings: auction_happenings_pkey PRIMARY KEY (exchange_id, auction_id, seq)
auction_happenings: auction_happenings_seq_check CHECK ((seq > 0))
auction_interruptions: auction_interruptions_act_check CHECK ((act = ANY (ARRAY['freeze'::text, 'thaw'::text])))
auction_interruptions: auction_interruptions_cause_check CHECK ((cause = ANY (ARRAY['fault'::text, 'dispute'::text, 'force-majeure'::text])))
auction_interruptions: auction_interruptions_check CHECK (((approved_by IS NULL) = (approved_at IS NULL)))
auction_interruptions: auction_interruptions_check1 CHECK ((approved_by IS DISTINCT FROM requested_by))
auction_interruptions: auction_interruptions_check2 CHECK (((act = 'thaw'::text) OR (resumes_at IS NULL)))
auction_interruptions: auction_interruptions_exchange_id_auction_id_fkey FOREIGN KEY (exchange_id, auction_id) REFERENCES auctions(exchange_id, auction_id)
auction_interruptions: auction_interruptions_pkey PRIMARY KEY (exchange_id, auction_id, serial)
auction_interruptions: auction_interruptions_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000)))
auction_interruptions: auction_interruptions_serial_check CHECK ((serial > 0))
auction_keys: auction_keys_act_sha256_check CHECK ((act_sha256 ~ '^[0-9a-f]{64}$'::text))
auction_keys: auction_keys_exchange_id_auction_id_paddle_fkey FOREIGN KEY (exchange_id, auction_id, paddle) REFERENCES auction_bidders(exchange_id, auction_id, paddle)
auction_keys: auction_keys_pkey PRIMARY KEY (exchange_id, auction_id, paddle, serial)
auction_keys: auction_keys_public_key_check CHECK ((octet_length(public_key) = 32))
auction_keys: auction_keys_serial_check CHECK ((serial > 0))
auction_leases: auction_leases_check CHECK (((ended_at IS NULL) OR (next_due_at IS NULL)))
auction_leases: auction_leases_epoch_check CHECK ((epoch >= 0))
auction_leases: auction_leases_exchange_id_auction_id_fkey FOREIGN KEY (exchange_id, auction_id) REFERENCES auctions(exchange_id, auction_id)
auction_leases: auction_leases_orders_taken_check CHECK ((orders_taken >= 0))
auction_leases: auction_leases_pkey PRIMARY KEY (exchange_id, auction_id)
auction_leases: auction_leases_seq_check CHECK ((seq >= 0))
auction_orders: auction_orders_exchange_id_auction_id_fkey FOREIGN KEY (exchange_id, auction_id) REFERENCES auctions(exchange_id, auction_id)
auction_orders: auction_orders_pkey PRIMARY KEY (exchange_id, auction_id, serial)
auction_orders: auction_orders_serial_check CHECK ((serial > 0))
auction_reserves: auction_reserves_commitment_check CHECK ((commitment ~ '^[0-9a-f]{64}$'::text))
auction_reserves: auction_reserves_exchange_id_auction_id_fkey FOREIGN KEY (exchange_id, auction_id) REFERENCES auctions(exchange_id, auction_id)
auction_reserves: auction_reserves_pkey PRIMARY KEY (exchange_id, auction_id)
auction_reveals: auction_reveals_exchange_id_auction_id_fkey FOREIGN KEY (exchange_id, auction_id) REFERENCES auction_reserves(exchange_id, auction_id)
auction_reveals: auction_reveals_file_check CHECK (((octet_length(file) >= 2) AND (octet_length(file) <= 8192)))
auction_reveals: auction_reveals_pkey PRIMARY KEY (exchange_id, auction_id, serial)
auction_reveals: auction_reveals_serial_check CHECK ((serial > 0))
auction_writers: auction_writers_pkey PRIMARY KEY (exchange_id, writer)
auction_writers: auction_writers_url_check CHECK ((length(url) <= 300))
auction_writers: auction_writers_writer_check CHECK ((writer ~ '^[0-9a-f]{32}$'::text))
auctions: auctions_auction_id_check CHECK ((auction_id ~ '^[A-Za-z0-9._-]{1,64}$'::text))
auctions: auctions_pkey PRIMARY KEY (exchange_id, auction_id)
auctions: auctions_terms_check CHECK (((octet_length(terms) >= 2) AND (octet_length(terms) <= 65535)))
auctions: auctions_terms_sha256_check CHECK ((terms_sha256 ~ '^[0-9a-f]{64}$'::text))
audit: audit_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
audit: audit_pkey PRIMARY KEY (exchange_id, audit_id)
audit: audit_signed_check CHECK ((signed ~ '^[0-9a-f]{64}$'::text))
audit_checks: audit_checks_exchange_id_serial_fkey FOREIGN KEY (exchange_id, serial) REFERENCES audit_roots(exchange_id, serial)
audit_checks: audit_checks_fault_check CHECK ((fault = ANY (ARRAY['not-logged'::text, 'chain'::text, 'count'::text, 'rows'::text])))
audit_checks: audit_checks_pkey PRIMARY KEY (exchange_id, serial)
audit_roots: audit_roots_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
audit_roots: audit_roots_pkey PRIMARY KEY (exchange_id, serial)
audit_roots: audit_roots_serial_check CHECK ((serial > 0))
bad_records: bad_records_complaints_check CHECK ((cardinality(complaints) > 0))
bad_records: bad_records_exchange_id_complaint_no_fkey FOREIGN KEY (exchange_id, complaint_no) REFERENCES complaints(exchange_id, complaint_no)
bad_records: bad_records_pkey PRIMARY KEY (exchange_id, complaint_no)
bank_accounts: bank_accounts_bank_check CHECK ((bank ~ '^[a-z0-9-]{1,32}$'::text))
bank_accounts: bank_accounts_branch_check CHECK ((branch <> ''::text))
bank_accounts: bank_accounts_check CHECK ((closed_on >= opened_on))
bank_accounts: bank_accounts_exchange_id_sub_prefix_key UNIQUE (exchange_id, sub_prefix)
bank_accounts: bank_accounts_name_check CHECK ((name <> ''::text))
bank_accounts: bank_accounts_number_check CHECK ((number ~ '^[0-9]{8,30}$'::text))
bank_accounts: bank_accounts_pkey PRIMARY KEY (exchange_id, number)
bank_accounts: bank_accounts_purpose_check CHECK ((purpose = ANY (ARRAY['deposits'::text, 'non-tax'::text, 'third-party'::text, 'treasury-zero-balance'::text, 'unit-zero-balance'::text, 'collection'::text])))
bank_accounts: bank_accounts_sub_prefix_check CHECK ((sub_prefix ~ '^[0-9]{4,16}$'::text))
bank_acts: bank_acts_act_check CHECK ((act ~ '^[a-z-]{1,32}$'::text))
bank_acts: bank_acts_exchange_id_exception_fkey FOREIGN KEY (exchange_id, exception) REFERENCES bank_exceptions(exchange_id, number)
bank_acts: bank_acts_payee_account_check CHECK ((payee_account ~ '^[0-9]{8,32}$'::text))
bank_acts: bank_acts_payee_bank_check CHECK ((payee_bank <> ''::text))
bank_acts: bank_acts_payee_whole CHECK (((payee_account IS NULL) = (payee_bank IS NULL)))
bank_acts: bank_acts_pkey PRIMARY KEY (exchange_id, exception, serial)
bank_acts: bank_acts_reason_check CHECK ((reason <> ''::text))
bank_acts: bank_acts_serial_check CHECK ((serial >= 1))
bank_credits: bank_credits_amount_check CHECK ((amount > 0))
bank_credits: bank_credits_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
bank_credits: bank_credits_exchange_id_account_fkey FOREIGN KEY (exchange_id, account) REFERENCES bank_accounts(exchange_id, number)
bank_credits: bank_credits_pkey PRIMARY KEY (exchange_id, bank, transaction)
bank_credits: bank_credits_transaction_check CHECK ((transaction <> ''::text))
bank_days: bank_days_exchange_id_account_day_fkey FOREIGN KEY (exchange_id, account, day) REFERENCES bank_statements(exchange_id, account, day)
bank_days: bank_days_pkey PRIMARY KEY (exchange_id, account, day, serial)
bank_days: bank_days_serial_check CHECK ((serial >= 1))
bank_events: bank_events_event_check CHECK ((event <> ''::text))
bank_events: bank_events_pkey PRIMARY KEY (exchange_id, bank, event)
bank_evidence: bank_evidence_exchange_id_bank_event_fkey FOREIGN KEY (exchange_id, bank, event) REFERENCES bank_events(exchange_id, bank, event)
bank_evidence: bank_evidence_kind_check CHECK ((kind = ANY (ARRAY['credit'::text, 'reversal'::text, 'order'::text])))
bank_evidence: bank_evidence_pkey PRIMARY KEY (exchange_id, bank, event)
bank_evidence: bank_evidence_public_key_check CHECK ((octet_length(public_key) = 32))
bank_evidence: bank_evidence_signature_check CHECK ((octet_length(signature) = 64))
bank_exceptions: bank_exceptions_exchange_id_account_fkey FOREIGN KEY (exchange_id, account) REFERENCES bank_accounts(exchange_id, number)
bank_exceptions: bank_exceptions_exchange_id_once_key UNIQUE (exchange_id, once)
bank_exceptions: bank_exceptions_kind_check CHECK ((kind ~ '^[a-z-]{1,40}$'::text))
bank_exceptions: bank_exceptions_pkey PRIMARY KEY (exchange_id, number)
bank_keys: bank_keys_pkey PRIMARY KEY (exchange_id, bank, serial)
bank_keys: bank_keys_public_key_check CHECK ((octet_length(public_key) = 32))
bank_keys: bank_keys_serial_check CHECK ((serial > 0))
bank_orders: bank_orders_amount_fen_check CHECK ((amount_fen > 0))
bank_orders: bank_orders_cause_check CHECK ((cause <> ''::text))
bank_orders: bank_orders_check CHECK (((state = ANY (ARRAY['paid'::text, 'returned'::text])) = (paid_at IS NOT NULL)))
bank_orders: bank_orders_check1 CHECK (((state = 'returned'::text) = (returned_at IS NOT NULL)))
bank_orders: bank_orders_exchange_id_account_fkey FOREIGN KEY (exchange_id, account) REFERENCES bank_accounts(exchange_id, number)
bank_orders: bank_orders_exchange_id_cause_key UNIQUE (exchange_id, cause)
bank_orders: bank_orders_number_check CHECK ((number ~ '^[0-9]{20}$'::text))
bank_orders: bank_orders_pkey PRIMARY KEY (exchange_id, number)
bank_orders: bank_orders_purpose_check CHECK ((purpose ~ '^[a-z-]{1,32}$'::text))
bank_orders: bank_orders_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'accepted'::text, 'paid'::text, 'returned'::text, 'refused'::text])))
bank_statement_lines: bank_statement_lines_amount_check CHECK ((amount > 0))
bank_statement_lines: bank_statement_lines_kind_check CHECK ((kind = ANY (ARRAY['credit'::text, 'payment'::text, 'return'::text, 'reversal'::text, 'clearing-in'::text, 'clearing-out'::text])))
bank_statement_lines: bank_statement_lines_pkey PRIMARY KEY (exchange_id, account, transaction)
bank_statements: bank_statements_exchange_id_account_fkey FOREIGN KEY (exchange_id, account) REFERENCES bank_accounts(exchange_id, number)
bank_statements: bank_statements_lines_check CHECK ((lines >= 0))
bank_statements: bank_statements_pkey PRIMARY KEY (exchange_id, account, day)
bank_sub_accounts: bank_sub_accounts_exchange_id_account_fkey FOREIGN KEY (exchange_id, account) REFERENCES bank_accounts(exchange_id, number)
bank_sub_accounts: bank_sub_accounts_exchange_id_purpose_reference_key UNIQUE (exchange_id, purpose, reference)
bank_sub_accounts: bank_sub_accounts_number_check CHECK ((number ~ '^[0-9]{20,32}$'::text))
bank_sub_accounts: bank_sub_accounts_pkey PRIMARY KEY (exchange_id, number)
bank_sub_accounts: bank_sub_accounts_purpose_check CHECK ((purpose ~ '^[a-z-]{1,32}$'::text))
bank_sub_accounts: bank_sub_accounts_reference_check CHECK ((reference <> ''::text))
basic_accounts: basic_accounts_account_check CHECK ((account ~ '^[0-9]{8,32}$'::text))
basic_accounts: basic_accounts_bank_check CHECK ((bank <> ''::text))
basic_accounts: basic_accounts_pkey PRIMARY KEY (exchange_id, uscc, serial)
basic_accounts: basic_accounts_serial_check CHECK ((serial > 0))
bid_answers: bid_answers_exchange_id_tender_id_lot_serial_fkey FOREIGN KEY (exchange_id, tender_id, lot, serial) REFERENCES bid_questions(exchange_id, tender_id, lot, serial)
bid_answers: bid_answers_pkey PRIMARY KEY (exchange_id, tender_id, lot, serial)
bid_questions: bid_questions_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
bid_questions: bid_questions_pkey PRIMARY KEY (exchange_id, tender_id, lot, serial)
bid_questions: bid_questions_serial_check CHECK ((serial >= 1))
bidder_keys: bidder_keys_exchange_id_statement_sha256_fkey FOREIGN KEY (exchange_id, statement_sha256) REFERENCES lodgements(exchange_id, statement_sha256)
bidder_keys: bidder_keys_pkey PRIMARY KEY (exchange_id, statement_sha256)
bill_lines: bill_lines_check CHECK (((payable_fen >= 0) AND (payable_fen <= standard_fen)))
bill_lines: bill_lines_check1 CHECK (((late_fen >= 0) AND (late_fen <= payable_fen)))
bill_lines: bill_lines_exchange_id_bill_no_unit_code_fkey FOREIGN KEY (exchange_id, bill_no, unit_code) REFERENCES bill_units(exchange_id, bill_no, unit_code)
bill_lines: bill_lines_exchange_id_item_code_item_version_fkey FOREIGN KEY (exchange_id, item_code, item_version) REFERENCES fee_items(exchange_id, code, version)
bill_lines: bill_lines_pkey PRIMARY KEY (exchange_id, bill_no, item_code)
bill_lines: bill_lines_place_check CHECK ((place > 0))
bill_lines: bill_lines_sending_fen_check CHECK ((sending_fen >= 0))
bill_lines: bill_lines_standard_fen_check CHECK ((standard_fen >= 0))
bill_lines: bill_lines_swept_fen_check CHECK ((swept_fen >= 0))
bill_moves: bill_moves_exchange_id_bill_no_fkey FOREIGN KEY (exchange_id, bill_no) REFERENCES bills(exchange_id, bill_no)
bill_moves: bill_moves_pkey PRIMARY KEY (exchange_id, bill_no, serial)
bill_moves: bill_moves_serial_check CHECK ((serial > 0))
bill_papers: bill_papers_exchange_id_bill_no_fkey FOREIGN KEY (exchange_id, bill_no) REFERENCES bills(exchange_id, bill_no)
bill_papers: bill_papers_kind_check CHECK ((kind = ANY (ARRAY['payment-notice'::text, 'fiscal-receipt'::text, 'deposit-receipt'::text, 'collection-receipt'::text, 'red-receipt'::text])))
bill_papers: bill_papers_paper_id_check CHECK ((paper_id ~ '^[A-Za-z0-9-]{1,40}$'::text))
bill_papers: bill_papers_pkey PRIMARY KEY (exchange_id, paper_id)
bill_units: bill_units_check CHECK (((version > 0) = (calculated_by IS NOT NULL)))
bill_units: bill_units_exchange_id_bill_no_fkey FOREIGN KEY (exchange_id, bill_no) REFERENCES bills(exchange_id, bill_no)
bill_units: bill_units_exchange_id_unit_code_fkey FOREIGN KEY (exchange_id, unit_code) REFERENCES units(exchange_id, code)
bill_units: bill_units_pkey PRIMARY KEY (exchange_id, bill_no, unit_code)
bill_units: bill_units_version_check CHECK ((version >= 0))
bills: bills_bill_no_check CHECK ((bill_no ~ '^F[0-9]{10}$'::text))
bills: bills_check CHECK (((paid_fen IS NULL) OR (paid_fen >= total_fen)))
bills: bills_check1 CHECK (((state = ANY (ARRAY['PAID'::text, 'RECEIPTED'::text, 'SETTLED'::text, 'REFUNDED'::text])) <= ((paid_fen IS NOT NULL) AND (transaction IS NOT NULL))))
bills: bills_check2 CHECK (((state = ANY (ARRAY['NOTIFIED'::text, 'PAID'::text, 'RECEIPTED'::text, 'SETTLED'::text, 'REFUNDED'::text])) <= ((total_fen > 0) AND (payment_code IS NOT NULL) AND (due_on IS NOT NULL))))
bills: bills_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
bills: bills_exchange_id_payment_code_key UNIQUE (exchange_id, payment_code)
bills: bills_pkey PRIMARY KEY (exchange_id, bill_no)
bills: bills_state_check CHECK ((state = ANY (ARRAY['DRAFT'::text, 'CALCULATED'::text, 'REVIEWED'::text, 'NOTIFIED'::text, 'PAID'::text, 'RECEIPTED'::text, 'SETTLED'::text, 'WAIVED'::text, 'REFUNDED'::text, 'CANCELLED'::text])))
bills: bills_total_fen_check CHECK ((total_fen >= 0))
bills: bills_version_check CHECK ((version > 0))
blind_codes: blind_codes_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
blind_codes: blind_codes_pkey PRIMARY KEY (exchange_id, tender_id, lot)
blind_codes: blind_codes_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
blind_leaks: blind_leaks_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES blind_codes(exchange_id, tender_id, lot)
blind_leaks: blind_leaks_pkey PRIMARY KEY (exchange_id, tender_id, lot, serial)
blind_leaks: blind_leaks_serial_check CHECK ((serial > 0))
blind_leaks: blind_leaks_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
book_moves: book_moves_exchange_id_bill_no_book_fkey FOREIGN KEY (exchange_id, bill_no, book) REFERENCES payment_books(exchange_id, bill_no, book)
book_moves: book_moves_pkey PRIMARY KEY (exchange_id, bill_no, book, serial)
book_moves: book_moves_serial_check CHECK ((serial > 0))
booking_records: booking_records_exchange_id_booking_id_fkey FOREIGN KEY (exchange_id, booking_id) REFERENCES bookings(exchange_id, booking_id)
booking_records: booking_records_number_check CHECK ((number > 0))
booking_records: booking_records_pkey PRIMARY KEY (exchange_id, booking_id, number)
booking_records: booking_records_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
booking_rooms: booking_rooms_check CHECK ((held_until > from_at))
booking_rooms: booking_rooms_exchange_id_booking_id_fkey FOREIGN KEY (exchange_id, booking_id) REFERENCES bookings(exchange_id, booking_id)
booking_rooms: booking_rooms_exchange_id_room_id_fkey FOREIGN KEY (exchange_id, room_id) REFERENCES rooms(exchange_id, room_id)
booking_rooms: booking_rooms_part_check CHECK ((part = ANY (ARRAY['host'::text, 'guest'::text])))
booking_rooms: booking_rooms_pkey PRIMARY KEY (exchange_id, booking_id, number, room_id)
booking_rooms: rooms_are_held_once EXCLUDE USING gist (exchange_id WITH =, room_id WITH =, tstzrange(from_at, held_until) WITH &&) WHERE ((freed_at IS NULL))
booking_seats: booking_seats_exchange_id_booking_id_fkey FOREIGN KEY (exchange_id, booking_id) REFERENCES bookings(exchange_id, booking_id)
booking_seats: booking_seats_exchange_id_booking_id_room_id_seat_key UNIQUE (exchange_id, booking_id, room_id, seat)
booking_seats: booking_seats_exchange_id_room_id_fkey FOREIGN KEY (exchange_id, room_id) REFERENCES rooms(exchange_id, room_id)
booking_seats: booking_seats_pkey PRIMARY KEY (exchange_id, booking_id, label)
bookings: bookings_check CHECK ((until_at > from_at))
bookings: bookings_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
bookings: bookings_people_check CHECK ((people > 0))
bookings: bookings_pkey PRIMARY KEY (exchange_id, booking_id)
bookings: bookings_purpose_check CHECK ((purpose = ANY (ARRAY['opening'::text, 'evaluation'::text, 'questions'::text, 'draw'::text])))
budget_indicators: budget_indicators_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
budget_indicators: budget_indicators_pkey PRIMARY KEY (exchange_id, indicator)
budget_indicators: budget_indicators_planned_fen_check CHECK ((planned_fen >= 0))
budget_indicators: plans_within_indicator CHECK ((planned_fen <= amount_fen))
calendar_loads: calendar_loads_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
calendar_loads: calendar_loads_pkey PRIMARY KEY (exchange_id, covered_until)
campaign_moves: campaign_moves_exchange_id_campaign_sub_centre_fkey FOREIGN KEY (exchange_id, campaign, sub_centre) REFERENCES campaign_parts(exchange_id, campaign, sub_centre)
campaign_moves: campaign_moves_move_check CHECK ((move = ANY (ARRAY['report'::text, 'pass'::text, 'rework'::text])))
campaign_moves: campaign_moves_pkey PRIMARY KEY (exchange_id, campaign, sub_centre, step, serial)
campaign_moves: campaign_moves_serial_check CHECK ((serial > 0))
campaign_moves: campaign_moves_step_check CHECK ((step > 0))
campaign_parts: campaign_parts_exchange_id_campaign_fkey FOREIGN KEY (exchange_id, campaign) REFERENCES campaigns(exchange_id, campaign)
campaign_parts: campaign_parts_exchange_id_sub_centre_fkey FOREIGN KEY (exchange_id, sub_centre) REFERENCES sub_centres(exchange_id, code)
campaign_parts: campaign_parts_pkey PRIMARY KEY (exchange_id, campaign, sub_centre)
campaigns: campaigns_campaign_check CHECK ((campaign ~ '^C[0-9]{4}-[0-9]{2,4}$'::text))
campaigns: campaigns_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
campaigns: campaigns_pkey PRIMARY KEY (exchange_id, campaign)
case_answers: case_answers_exchange_id_code_fkey FOREIGN KEY (exchange_id, code) REFERENCES cases(exchange_id, code)
case_answers: case_answers_grade_check CHECK (((grade >= 1) AND (grade <= 5)))
case_answers: case_answers_pkey PRIMARY KEY (exchange_id, code)
case_answers: case_answers_words_check CHECK ((length(words) <= 1000))
case_drafts: case_drafts_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
case_drafts: case_drafts_pkey PRIMARY KEY (exchange_id, draft)
case_drafts: case_drafts_step_check CHECK (((step >= 1) AND (step <= 5)))
case_import_refusals: case_import_refusals_exchange_id_import_fkey FOREIGN KEY (exchange_id, import) REFERENCES case_imports(exchange_id, import)
case_import_refusals: case_import_refusals_line_check CHECK ((line > 0))
case_import_refusals: case_import_refusals_pkey PRIMARY KEY (exchange_id, import, line)
case_imports: case_imports_check CHECK (((ended_at IS NULL) = (sha256 IS NULL)))
case_imports: case_imports_check1 CHECK (((ended_at IS NULL) OR (lines = ((taken + known) + refused))))
case_imports: case_imports_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
case_imports: case_imports_known_check CHECK ((known >= 0))
case_imports: case_imports_lines_check CHECK ((lines >= 0))
case_imports: case_imports_pkey PRIMARY KEY (exchange_id, import)
case_imports: case_imports_refused_check CHECK ((refused >= 0))
case_imports: case_imports_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
case_imports: case_imports_taken_check CHECK ((taken >= 0))
case_lights: case_lights_exchange_id_code_fkey FOREIGN KEY (exchange_id, code) REFERENCES cases(exchange_id, code)
case_lights: case_lights_light_check CHECK ((light = ANY (ARRAY['yellow'::text, 'red'::text])))
case_lights: case_lights_pkey PRIMARY KEY (exchange_id, code, light, at)
case_materials: case_materials_exchange_id_code_fkey FOREIGN KEY (exchange_id, code) REFERENCES cases(exchange_id, code)
case_materials: case_materials_pkey PRIMARY KEY (exchange_id, code, material, serial)
case_materials: case_materials_serial_check CHECK ((serial > 0))
case_materials: case_materials_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
case_materials: case_materials_size_check CHECK ((size >= 0))
case_misconduct: case_misconduct_exchange_id_code_fkey FOREIGN KEY (exchange_id, code) REFERENCES cases(exchange_id, code)
case_misconduct: case_misconduct_pkey PRIMARY KEY (exchange_id, code, serial)
case_misconduct: case_misconduct_serial_check CHECK ((serial > 0))
case_months: case_months_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
case_months: case_months_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
case_months: case_months_pkey PRIMARY KEY (exchange_id, month, unit, item, case_type)
case_papers: case_papers_exchange_id_code_fkey FOREIGN KEY (exchange_id, code) REFERENCES cases(exchange_id, code)
case_papers: case_papers_json_sha256_check CHECK ((json_sha256 ~ '^[0-9a-f]{64}$'::text))
case_papers: case_papers_pdf_sha256_check CHECK ((pdf_sha256 ~ '^[0-9a-f]{64}$'::text))
case_papers: case_papers_pdf_size_check CHECK ((pdf_size > 0))
case_papers: case_papers_pkey PRIMARY KEY (exchange_id, code, kind, serial)
case_papers: case_papers_serial_check CHECK ((serial > 0))
case_pauses: case_pauses_exchange_id_code_fkey FOREIGN KEY (exchange_id, code) REFERENCES cases(exchange_id, code)
case_pauses: case_pauses_expected_days_check CHECK ((expected_days > 0))
case_pauses: case_pauses_pkey PRIMARY KEY (exchange_id, code, serial)
case_pauses: case_pauses_serial_check CHECK ((serial > 0))
case_steps: case_steps_exchange_id_code_fkey FOREIGN KEY (exchange_id, code) REFERENCES cases(exchange_id, code)
case_steps: case_steps_pkey PRIMARY KEY (exchange_id, code, serial)
case_steps: case_steps_serial_check CHECK ((serial > 0))
case_supervisions: case_supervisions_exchange_id_code_fkey FOREIGN KEY (exchange_id, code) REFERENCES cases(exchange_id, code)
case_supervisions: case_supervisions_pkey PRIMARY KEY (exchange_id, code, opened_at)
cases: cases_case_type_check CHECK ((case_type = ANY (ARRAY['immediate'::text, 'promised'::text, 'joint'::text, 'forwarded'::text])))
cases: cases_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
cases: cases_extended_days_check CHECK ((extended_days >= 0))
cases: cases_item_version_check CHECK ((item_version > 0))
cases: cases_level_check CHECK (((level >= 1) AND (level <= 4)))
cases: cases_light_check CHECK ((light = ANY (ARRAY['green'::text, 'yellow'::text, 'red'::text])))
cases: cases_limit_days_check CHECK ((limit_days >= 0))
cases: cases_pkey PRIMARY KEY (exchange_id, code)
cases: cases_source_check CHECK ((source = ANY (ARRAY['online'::text, 'window'::text, 'import'::text])))
cases: cases_stake_fen_check CHECK ((stake_fen >= 0))
cases: cases_trips_check CHECK ((trips >= 0))
certificate_checks: certificate_checks_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
certificate_checks: certificate_checks_exchange_id_snapshot_sha256_fkey FOREIGN KEY (exchange_id, snapshot_sha256) REFERENCES revocation_snapshots(exchange_id, sha256)
certificate_checks: certificate_checks_pkey PRIMARY KEY (exchange_id, check_id)
certificate_checks: certificate_checks_state_check CHECK ((state = ANY (ARRAY['good'::text, 'stale'::text, 'unwatched'::text])))
certificates: certificates_exchange_id_person_id_fkey FOREIGN KEY (exchange_id, person_id) REFERENCES people(exchange_id, person_id)
certificates: certificates_pkey PRIMARY KEY (exchange_id, sha256)
certificates: certificates_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
challenges: challenges_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
challenges: challenges_pkey PRIMARY KEY (exchange_id, sha256)
challenges: challenges_purpose_check CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'register'::text, 'passkey'::text, 'certificate'::text, 'enrol'::text, 'step-up'::text])))
checkpoints: checkpoints_exchange_id_size_fkey FOREIGN KEY (exchange_id, size) REFERENCES tree_heads(exchange_id, size)
checkpoints: checkpoints_pkey PRIMARY KEY (exchange_id, size)
clarifications: clarifications_check CHECK ((published_by <> drafted_by))
clarifications: clarifications_exchange_id_tender_id_fkey FOREIGN KEY (exchange_id, tender_id) REFERENCES tenders(exchange_id, tender_id)
clarifications: clarifications_pkey PRIMARY KEY (exchange_id, tender_id, serial)
clearings: clearings_exchange_id_account_fkey FOREIGN KEY (exchange_id, account) REFERENCES bank_accounts(exchange_id, number)
clearings: clearings_payments_check CHECK ((payments >= 0))
clearings: clearings_pkey PRIMARY KEY (exchange_id, account, day, serial)
clearings: clearings_serial_check CHECK ((serial > 0))
clocks: clocks_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
clocks: clocks_pkey PRIMARY KEY (exchange_id)
close_additions: close_additions_bids_check CHECK ((bids ~ '^[0-9a-f]{64}$'::text))
close_additions: close_additions_check CHECK ((approved_by <> requested_by))
close_additions: close_additions_exchange_id_tender_id_lot_part_fkey FOREIGN KEY (exchange_id, tender_id, lot, part) REFERENCES parts(exchange_id, tender_id, lot, part)
close_additions: close_additions_pkey PRIMARY KEY (exchange_id, tender_id, lot, part, serial)
close_additions: close_additions_serial_check CHECK ((serial > 0))
close_lists: close_lists_exchange_id_tender_id_lot_part_fkey FOREIGN KEY (exchange_id, tender_id, lot, part) REFERENCES parts(exchange_id, tender_id, lot, part)
close_lists: close_lists_pkey PRIMARY KEY (exchange_id, tender_id, lot, part, version)
complaint_disclosures: complaint_disclosures_exchange_id_complaint_no_fkey FOREIGN KEY (exchange_id, complaint_no) REFERENCES complaints(exchange_id, complaint_no)
complaint_disclosures: complaint_disclosures_pkey PRIMARY KEY (exchange_id, complaint_no, serial)
complaint_disclosures: complaint_disclosures_reason_check CHECK ((reason <> ''::text))
complaint_disclosures: complaint_disclosures_serial_check CHECK ((serial > 0))
complaint_handlers: complaint_handlers_check CHECK (((left_at IS NULL) = (left_why IS NULL)))
complaint_handlers: complaint_handlers_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
complaint_handlers: complaint_handlers_exchange_id_complaint_no_fkey FOREIGN KEY (exchange_id, complaint_no) REFERENCES complaints(exchange_id, complaint_no)
complaint_handlers: complaint_handlers_pkey PRIMARY KEY (exchange_id, complaint_no, actor_id)
complaint_identities: complaint_identities_exchange_id_complaint_no_fkey FOREIGN KEY (exchange_id, complaint_no) REFERENCES complaints(exchange_id, complaint_no)
complaint_identities: complaint_identities_lookup_check CHECK ((length(lookup) = 32))
complaint_identities: complaint_identities_pkey PRIMARY KEY (exchange_id, complaint_no)
complaint_papers: complaint_papers_check CHECK ((json_sha256 = encode(sha256("json"), 'hex'::text)))
complaint_papers: complaint_papers_exchange_id_complaint_no_fkey FOREIGN KEY (exchange_id, complaint_no) REFERENCES complaints(exchange_id, complaint_no)
complaint_papers: complaint_papers_exchange_id_paper_id_key UNIQUE (exchange_id, paper_id)
complaint_papers: complaint_papers_pkey PRIMARY KEY (exchange_id, complaint_no, kind)
complaint_steps: complaint_steps_exchange_id_complaint_no_fkey FOREIGN KEY (exchange_id, complaint_no) REFERENCES complaints(exchange_id, complaint_no)
complaint_steps: complaint_steps_pkey PRIMARY KEY (exchange_id, complaint_no, serial)
complaint_steps: complaint_steps_serial_check CHECK ((serial > 0))
complaints: complaints_check CHECK ((filed_at <= received_at))
complaints: complaints_check1 CHECK (((decided_at IS NULL) = (decision IS NULL)))
complaints: complaints_check2 CHECK (((decided_at IS NULL) = (outcome IS NULL)))
complaints: complaints_check3 CHECK (((tender_id IS NULL) = (lot IS NULL)))
complaints: complaints_code_sha256_check CHECK ((code_sha256 ~ '^[0-9a-f]{64}$'::text))
complaints: complaints_complaint_no_check CHECK ((complaint_no ~ '^C[0-9]{10}$'::text))
complaints: complaints_content_check CHECK ((content <> ''::text))
complaints: complaints_desk_check CHECK ((desk = ANY (ARRAY['complaint-officer'::text, 'supervisor'::text])))
complaints: complaints_exchange_id_code_sha256_key UNIQUE (exchange_id, code_sha256)
complaints: complaints_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
complaints: complaints_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
complaints: complaints_exchange_id_unit_code_fkey FOREIGN KEY (exchange_id, unit_code) REFERENCES units(exchange_id, code)
complaints: complaints_pkey PRIMARY KEY (exchange_id, complaint_no)
complaints: complaints_salt_check CHECK ((length(salt) = 16))
complaints: complaints_state_check CHECK ((state = ANY (ARRAY['REGISTERED'::text, 'CLASSIFIED'::text, 'TRANSFERRED'::text, 'ACCEPTED'::text, 'REFUSED'::text, 'INVESTIGATING'::text, 'DECIDED'::text, 'SERVED'::text, 'CLOSED'::text, 'WITHDRAWN'::text])))
complaints: complaints_subject_check CHECK ((subject <> ''::text))
complaints: complaints_version_check CHECK ((version > 0))
concierge_appraisals: concierge_appraisals_check CHECK ((from_on <= until_on))
concierge_appraisals: concierge_appraisals_check1 CHECK (((grade <> 'deficient'::text) OR (measure IS NOT NULL)))
concierge_appraisals: concierge_appraisals_exchange_id_concierge_fkey FOREIGN KEY (exchange_id, concierge) REFERENCES concierges(exchange_id, concierge)
concierge_appraisals: concierge_appraisals_grade_check CHECK ((grade = ANY (ARRAY['excellent'::text, 'competent'::text, 'deficient'::text])))
concierge_appraisals: concierge_appraisals_measure_check CHECK ((measure = ANY (ARRAY['talk'::text, 'criticism'::text, 'removal'::text])))
concierge_appraisals: concierge_appraisals_pkey PRIMARY KEY (exchange_id, concierge, until_on)
concierge_requests: concierge_requests_check CHECK ((((level >= 0) AND (level <= 3)) AND ((state <> 'escalated'::text) OR (level > 0))))
concierge_requests: concierge_requests_check1 CHECK (((rating IS NOT NULL) = (state = 'rated'::text)))
concierge_requests: concierge_requests_check2 CHECK (((due_on IS NULL) = (state = ANY (ARRAY['solved'::text, 'rated'::text]))))
concierge_requests: concierge_requests_exchange_id_project_fkey FOREIGN KEY (exchange_id, project) REFERENCES investment_projects(exchange_id, project)
concierge_requests: concierge_requests_pkey PRIMARY KEY (exchange_id, project, serial)
concierge_requests: concierge_requests_rating_check CHECK ((rating = ANY (ARRAY['very-satisfied'::text, 'satisfied'::text, 'fair'::text, 'dissatisfied'::text])))
concierge_requests: concierge_requests_serial_check CHECK ((serial > 0))
concierge_requests: concierge_requests_state_check CHECK ((state = ANY (ARRAY['raised'::text, 'dispatched'::text, 'in-progress'::text, 'escalated'::text, 'solved'::text, 'rated'::text])))
concierge_requests: concierge_requests_title_check CHECK ((title <> ''::text))
concierges: concierges_areas_check CHECK ((cardinality(areas) > 0))
concierges: concierges_check CHECK ((((photo_sha256 IS NULL) = (photo_type IS NULL)) AND ((photo_sha256 IS NULL) = (photo_size IS NULL))))
concierges: concierges_exchange_id_actor_id_key UNIQUE (exchange_id, actor_id)
concierges: concierges_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
concierges: concierges_exchange_id_unit_code_fkey FOREIGN KEY (exchange_id, unit_code) REFERENCES units(exchange_id, code)
concierges: concierges_name_check CHECK ((name <> ''::text))
concierges: concierges_photo_type_check CHECK ((photo_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text])))
concierges: concierges_pkey PRIMARY KEY (exchange_id, concierge)
concierges: concierges_presence_check CHECK ((presence = ANY (ARRAY['active'::text, 'away'::text, 'left'::text])))
conduct_findings: conduct_findings_exchange_id_about_fkey FOREIGN KEY (exchange_id, about) REFERENCES actors(exchange_id, actor_id)
conduct_findings: conduct_findings_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
conduct_findings: conduct_findings_finding_check CHECK ((finding ~ '^F[0-9]{4}-[0-9]{3,6}$'::text))
conduct_findings: conduct_findings_kind_check CHECK ((kind = ANY (ARRAY['late'::text, 'left-early'::text, 'absent'::text, 'attitude'::text, 'procedure'::text, 'gift'::text, 'other'::text])))
conduct_findings: conduct_findings_pkey PRIMARY KEY (exchange_id, finding)
conduct_findings: conduct_findings_source_check CHECK ((source = ANY (ARRAY['patrol'::text, 'supervisor'::text])))
confirmations: confirmations_exchange_id_tender_id_lot_part_fkey FOREIGN KEY (exchange_id, tender_id, lot, part) REFERENCES parts(exchange_id, tender_id, lot, part)
confirmations: confirmations_kind_check CHECK ((kind = ANY (ARRAY['sign-in'::text, 'confirm'::text, 'object'::text])))
confirmations: confirmations_pkey PRIMARY KEY (exchange_id, tender_id, lot, part, bidder, kind, at)
consultations: consultations_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
consultations: consultations_pkey PRIMARY KEY (exchange_id, question)
contract_payees: contract_payees_exchange_id_contract_fkey FOREIGN KEY (exchange_id, contract) REFERENCES payment_contracts(exchange_id, contract)
contract_payees: contract_payees_pkey PRIMARY KEY (exchange_id, contract, serial)
contract_payees: contract_payees_serial_check CHECK ((serial > 0))
coordination_meetings: coordination_meetings_check CHECK (((kind = 'coordination'::text) OR (project IS NOT NULL)))
coordination_meetings: coordination_meetings_check1 CHECK ((((minutes IS NULL) = (held_by IS NULL)) AND ((minutes IS NULL) = (held_at IS NULL))))
coordination_meetings: coordination_meetings_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
coordination_meetings: coordination_meetings_exchange_id_project_fkey FOREIGN KEY (exchange_id, project) REFERENCES investment_projects(exchange_id, project)
coordination_meetings: coordination_meetings_kind_check CHECK ((kind = ANY (ARRAY['coordination'::text, 'answers'::text])))
coordination_meetings: coordination_meetings_level_check CHECK (((level >= 1) AND (level <= 3)))
coordination_meetings: coordination_meetings_pkey PRIMARY KEY (exchange_id, meeting)
coordination_meetings: coordination_meetings_title_check CHECK ((title <> ''::text))
cosignatures: cosignatures_exchange_id_size_fkey FOREIGN KEY (exchange_id, size) REFERENCES tree_heads(exchange_id, size)
cosignatures: cosignatures_pkey PRIMARY KEY (exchange_id, size, witness, at)
cover_plans: cover_plans_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
cover_plans: cover_plans_pkey PRIMARY KEY (exchange_id)
cover_plans: cover_plans_rate_check CHECK ((rate >= 0))
declared_interests: declared_interests_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
declared_interests: declared_interests_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
declared_interests: declared_interests_pkey PRIMARY KEY (exchange_id, actor_id, serial)
declared_interests: declared_interests_serial_check CHECK ((serial > 0))
deliveries: deliveries_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'phone'::text])))
deliveries: deliveries_delivery_id_check CHECK ((delivery_id ~ '^[0-9a-f]{32}$'::text))
deliveries: deliveries_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
deliveries: deliveries_exchange_id_message_id_actor_id_channel_key UNIQUE (exchange_id, message_id, actor_id, channel)
deliveries: deliveries_exchange_id_message_id_fkey FOREIGN KEY (exchange_id, message_id) REFERENCES messages(exchange_id, message_id)
deliveries: deliveries_pkey PRIMARY KEY (exchange_id, delivery_id)
deposit_numbers: deposit_numbers_exchange_id_reference_key UNIQUE (exchange_id, reference)
deposit_numbers: deposit_numbers_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
deposit_numbers: deposit_numbers_pkey PRIMARY KEY (exchange_id, tender_id, lot, bidder)
deposit_numbers: deposit_numbers_reference_check CHECK ((reference ~ '^[0-9a-f]{32}$'::text))
deposit_rates: deposit_rates_exchange_id_account_fkey FOREIGN KEY (exchange_id, account) REFERENCES bank_accounts(exchange_id, number)
deposit_rates: deposit_rates_millionths_check CHECK (((millionths >= 0) AND (millionths <= 10000000)))
deposit_rates: deposit_rates_pkey PRIMARY KEY (exchange_id, account, serial)
deposit_rates: deposit_rates_serial_check CHECK ((serial > 0))
deposit_rates: deposit_rates_source_check CHECK ((source <> ''::text))
deposit_rates: deposit_rates_year_days_check CHECK ((year_days = ANY (ARRAY[360, 365])))
disclosures: disclosures_disclosure_id_check CHECK ((disclosure_id ~ '^[0-9a-f]{32}$'::text))
disclosures: disclosures_exchange_id_person_id_fkey FOREIGN KEY (exchange_id, person_id) REFERENCES people(exchange_id, person_id)
disclosures: disclosures_exchange_id_shown_to_fkey FOREIGN KEY (exchange_id, shown_to) REFERENCES actors(exchange_id, actor_id)
disclosures: disclosures_pkey PRIMARY KEY (exchange_id, disclosure_id)
disclosures: disclosures_what_check CHECK ((what = 'id-number'::text))
disputes: disputes_check CHECK ((((outcome IS NULL) = (decision IS NULL)) AND ((outcome IS NULL) = (decided_at IS NULL))))
disputes: disputes_exchange_id_tender_id_lot_part_fkey FOREIGN KEY (exchange_id, tender_id, lot, part) REFERENCES parts(exchange_id, tender_id, lot, part)
disputes: disputes_exchange_id_tender_id_lot_part_statement_sha256_key UNIQUE (exchange_id, tender_id, lot, part, statement_sha256)
disputes: disputes_ground_check CHECK ((ground = ANY (ARRAY['receipt-broken'::text, 'accepted-late'::text, 'list-wrong'::text, 'office-unlisted'::text])))
disputes: disputes_outcome_check CHECK ((outcome = ANY (ARRAY['upheld'::text, 'rejected'::text, 'added'::text])))
disputes: disputes_pkey PRIMARY KEY (exchange_id, tender_id, lot, part, serial)
disputes: disputes_serial_check CHECK ((serial > 0))
disputes: disputes_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
disputes: disputes_statement_sha256_check CHECK ((statement_sha256 ~ '^[0-9a-f]{64}$'::text))
document_drafts: document_drafts_exchange_id_tender_id_fkey FOREIGN KEY (exchange_id, tender_id) REFERENCES tenders(exchange_id, tender_id)
document_drafts: document_drafts_pkey PRIMARY KEY (exchange_id, tender_id, name)
document_texts: document_texts_pkey PRIMARY KEY (exchange_id, sha256)
documents: documents_exchange_id_tender_id_fkey FOREIGN KEY (exchange_id, tender_id) REFERENCES tenders(exchange_id, tender_id)
documents: documents_pkey PRIMARY KEY (exchange_id, tender_id, name, version)
documents: documents_round_check CHECK ((round = ANY (ARRAY['prequalification'::text, 'bid'::text])))
documents: documents_version_check CHECK ((version > 0))
draw_answers: draw_answers_answer_check CHECK ((answer = ANY (ARRAY['accept'::text, 'decline'::text, 'conflict'::text])))
draw_answers: draw_answers_exchange_id_tender_id_lot_number_fkey FOREIGN KEY (exchange_id, tender_id, lot, number) REFERENCES draws(exchange_id, tender_id, lot, number)
draw_answers: draw_answers_label_check CHECK ((label ~ '^[0-9a-f]{64}$'::text))
draw_answers: draw_answers_pkey PRIMARY KEY (exchange_id, tender_id, lot, number, label, place)
draw_answers: draw_answers_place_check CHECK ((place > 0))
draw_arrivals: draw_arrivals_exchange_id_tender_id_lot_number_actor_id_key UNIQUE (exchange_id, tender_id, lot, number, actor_id)
draw_arrivals: draw_arrivals_exchange_id_tender_id_lot_number_fkey FOREIGN KEY (exchange_id, tender_id, lot, number) REFERENCES draws(exchange_id, tender_id, lot, number)
draw_arrivals: draw_arrivals_label_check CHECK ((label ~ '^[0-9a-f]{64}$'::text))
draw_arrivals: draw_arrivals_pkey PRIMARY KEY (exchange_id, tender_id, lot, number, label)
draw_arrivals: draw_arrivals_salt_check CHECK ((salt ~ '^[0-9a-f]{32}$'::text))
draw_calls: draw_calls_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'voice'::text])))
draw_calls: draw_calls_exchange_id_tender_id_lot_number_fkey FOREIGN KEY (exchange_id, tender_id, lot, number) REFERENCES draws(exchange_id, tender_id, lot, number)
draw_calls: draw_calls_label_check CHECK ((label ~ '^[0-9a-f]{64}$'::text))
draw_calls: draw_calls_pkey PRIMARY KEY (exchange_id, tender_id, lot, number, label, place)
draw_calls: draw_calls_place_check CHECK ((place > 0))
draw_calls: draw_calls_ticket_check CHECK ((ticket ~ '^[0-9a-f]{64}$'::text))
draw_codes: draw_codes_check CHECK (((place = 0) = (substitute IS NULL)))
draw_codes: draw_codes_code_check CHECK ((code ~ '^[0-9a-f]{64}$'::text))
draw_codes: draw_codes_exchange_id_tender_id_lot_number_fkey FOREIGN KEY (exchange_id, tender_id, lot, number) REFERENCES draws(exchange_id, tender_id, lot, number)
draw_codes: draw_codes_pkey PRIMARY KEY (exchange_id, tender_id, lot, number, place)
draw_codes: draw_codes_place_check CHECK ((place >= 0))
draw_codes: draw_codes_substitute_check CHECK ((substitute ~ '^[0-9a-f]{64}$'::text))
draw_contributions: draw_contributions_check CHECK (((value ~ '^[0-9a-f]{64}$'::text) OR ((kind = 'reveal'::text) AND (value = '-'::text))))
draw_contributions: draw_contributions_check1 CHECK (((how IS NULL) OR (kind = 'reveal'::text)))
draw_contributions: draw_contributions_check2 CHECK (((how IS NULL) OR (how = 'escrow'::text) OR (value = '-'::text)))
draw_contributions: draw_contributions_exchange_id_tender_id_lot_number_fkey FOREIGN KEY (exchange_id, tender_id, lot, number) REFERENCES draws(exchange_id, tender_id, lot, number)
draw_contributions: draw_contributions_how_check CHECK ((how = ANY (ARRAY['escrow'::text, 'bad-escrow'::text, 'unopened'::text])))
draw_contributions: draw_contributions_kind_check CHECK ((kind = ANY (ARRAY['commit'::text, 'reveal'::text])))
draw_contributions: draw_contributions_pkey PRIMARY KEY (exchange_id, tender_id, lot, number, kind, name)
draw_escrows: draw_escrows_exchange_id_tender_id_lot_number_fkey FOREIGN KEY (exchange_id, tender_id, lot, number) REFERENCES draws(exchange_id, tender_id, lot, number)
draw_escrows: draw_escrows_pkey PRIMARY KEY (exchange_id, tender_id, lot, number, name)
draw_escrows: draw_escrows_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
draw_files: draw_files_check CHECK (((kind = 'pool'::text) OR (place = 1)))
draw_files: draw_files_exchange_id_tender_id_lot_number_fkey FOREIGN KEY (exchange_id, tender_id, lot, number) REFERENCES draws(exchange_id, tender_id, lot, number)
draw_files: draw_files_kind_check CHECK ((kind = ANY (ARRAY['secret'::text, 'plan'::text, 'pool'::text, 'fixed'::text, 'beacon'::text, 'result'::text, 'opened'::text])))
draw_files: draw_files_pkey PRIMARY KEY (exchange_id, tender_id, lot, number, kind, place)
draw_releases: draw_releases_exchange_id_tender_id_lot_number_name_fkey FOREIGN KEY (exchange_id, tender_id, lot, number, name) REFERENCES draw_escrows(exchange_id, tender_id, lot, number, name)
draw_releases: draw_releases_pkey PRIMARY KEY (exchange_id, tender_id, lot, number, name, opener)
draw_replacements: draw_replacements_evidence_check CHECK ((evidence ~ '^[0-9a-f]{64}$'::text))
draw_replacements: draw_replacements_exchange_id_tender_id_lot_number_fkey FOREIGN KEY (exchange_id, tender_id, lot, number) REFERENCES draws(exchange_id, tender_id, lot, number)
draw_replacements: draw_replacements_label_check CHECK ((label ~ '^[0-9a-f]{64}$'::text))
draw_replacements: draw_replacements_pkey PRIMARY KEY (exchange_id, tender_id, lot, number, place)
draw_replacements: draw_replacements_place_check CHECK ((place > 0))
draws: draws_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
draws: draws_number_check CHECK ((number > 0))
draws: draws_pkey PRIMARY KEY (exchange_id, tender_id, lot, number)
draws: draws_round_check CHECK ((round = ANY (ARRAY['prequalification'::text, 'bid'::text])))
evaluations: evaluations_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
evaluations: evaluations_pkey PRIMARY KEY (exchange_id, tender_id, lot)
exchanges: exchanges_exchange_id_check CHECK ((exchange_id ~ '^[a-z0-9-]{1,32}$'::text))
exchanges: exchanges_host_key UNIQUE (host)
exchanges: exchanges_origin_key UNIQUE (origin)
exchanges: exchanges_pkey PRIMARY KEY (exchange_id)
exchanges: exchanges_platform_code_check CHECK ((length(platform_code) = 11))
expert_assessments: expert_assessments_exchange_id_tender_id_lot_label_fkey FOREIGN KEY (exchange_id, tender_id, lot, label) REFERENCES panel_members(exchange_id, tender_id, lot, label)
expert_assessments: expert_assessments_pkey PRIMARY KEY (exchange_id, tender_id, lot, label, serial)
expert_assessments: expert_assessments_serial_check CHECK ((serial > 0))
expert_assessments: expert_assessments_side_check CHECK ((side = ANY (ARRAY['tenderer'::text, 'exchange'::text, 'supervisor'::text])))
expert_steps: expert_steps_exchange_id_expert_id_fkey FOREIGN KEY (exchange_id, expert_id) REFERENCES experts(exchange_id, expert_id)
expert_steps: expert_steps_number_check CHECK ((number > 0))
expert_steps: expert_steps_pkey PRIMARY KEY (exchange_id, expert_id, number)
experts: experts_check CHECK (((code_sha256 IS NULL) = (code_until IS NULL)))
experts: experts_exchange_id_code_sha256_key UNIQUE (exchange_id, code_sha256)
experts: experts_exchange_id_lookup_key UNIQUE (exchange_id, lookup)
experts: experts_exchange_id_person_id_fkey FOREIGN KEY (exchange_id, person_id) REFERENCES people(exchange_id, person_id)
experts: experts_exchange_id_person_id_key UNIQUE (exchange_id, person_id)
experts: experts_pkey PRIMARY KEY (exchange_id, expert_id)
experts: experts_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'under-review'::text, 'trained'::text, 'active'::text, 'paused'::text, 'under-investigation'::text, 'refused'::text, 'removed'::text])))
failure_causes: failure_causes_exchange_id_statement_sha256_fkey FOREIGN KEY (exchange_id, statement_sha256) REFERENCES lodgements(exchange_id, statement_sha256)
failure_causes: failure_causes_pkey PRIMARY KEY (exchange_id, statement_sha256)
fee_items: fee_items_check CHECK ((sha256 = encode(sha256(file), 'hex'::text)))
fee_items: fee_items_code_check CHECK ((code ~ '^[0-9]{4,12}$'::text))
fee_items: fee_items_exchange_id_code_from_on_key UNIQUE (exchange_id, code, from_on)
fee_items: fee_items_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
fee_items: fee_items_pkey PRIMARY KEY (exchange_id, code, version)
fee_items: fee_items_version_check CHECK ((version > 0))
fee_lists: fee_lists_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
fee_lists: fee_lists_pkey PRIMARY KEY (exchange_id, tender_id, lot)
fee_lists: fee_lists_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
fee_tariffs: fee_tariffs_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
fee_tariffs: fee_tariffs_pkey PRIMARY KEY (exchange_id, serial)
fee_tariffs: fee_tariffs_serial_check CHECK ((serial > 0))
figure_openings: figure_openings_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
figure_openings: figure_openings_pkey PRIMARY KEY (exchange_id, year, measure)
figure_openings: figure_openings_value_check CHECK ((value >= 0))
figure_openings: figure_openings_year_check CHECK (((year >= 1990) AND (year <= 2200)))
figure_targets: figure_targets_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
figure_targets: figure_targets_pkey PRIMARY KEY (exchange_id, year, figure, serial)
figure_targets: figure_targets_serial_check CHECK ((serial > 0))
figure_targets: figure_targets_year_check CHECK (((year >= 1990) AND (year <= 2200)))
finding_steps: finding_steps_check CHECK (((step = 'decide'::text) = (sanction IS NOT NULL)))
finding_steps: finding_steps_exchange_id_finding_fkey FOREIGN KEY (exchange_id, finding) REFERENCES conduct_findings(exchange_id, finding)
finding_steps: finding_steps_pkey PRIMARY KEY (exchange_id, finding, serial)
finding_steps: finding_steps_sanction_check CHECK ((sanction = ANY (ARRAY['reminder'::text, 'criticism'::text, 'notice'::text, 'training'::text, 'removal'::text])))
finding_steps: finding_steps_serial_check CHECK ((serial > 0))
finding_steps: finding_steps_step_check CHECK ((step = ANY (ARRAY['settle'::text, 'notify'::text, 'hear'::text, 'silence'::text, 'decide'::text, 'drop'::text, 'close'::text])))
forfeitures: forfeitures_check CHECK (((step = 'proposed'::text) = (heard_until IS NOT NULL)))
forfeitures: forfeitures_check1 CHECK (((step = 'proposed'::text) = (open_until IS NOT NULL)))
forfeitures: forfeitures_check2 CHECK (((account IS NULL) = (bank IS NULL)))
forfeitures: forfeitures_exchange_id_reference_fkey FOREIGN KEY (exchange_id, reference) REFERENCES guarantees(exchange_id, reference)
forfeitures: forfeitures_pkey PRIMARY KEY (exchange_id, reference, serial, step)
forfeitures: forfeitures_serial_check CHECK ((serial > 0))
forfeitures: forfeitures_step_check CHECK ((step = ANY (ARRAY['proposed'::text, 'answered'::text, 'kept'::text, 'dropped'::text])))
forfeitures: forfeitures_text_check CHECK ((text <> ''::text))
guarantee_demands: guarantee_demands_amount_fen_check CHECK ((amount_fen > 0))
guarantee_demands: guarantee_demands_check CHECK ((json_sha256 = encode(sha256("json"), 'hex'::text)))
guarantee_demands: guarantee_demands_exchange_id_reference_fkey FOREIGN KEY (exchange_id, reference) REFERENCES guarantee_letters(exchange_id, reference)
guarantee_demands: guarantee_demands_ground_check CHECK ((ground <> ''::text))
guarantee_demands: guarantee_demands_pkey PRIMARY KEY (exchange_id, reference)
guarantee_ends: guarantee_ends_cause_check CHECK ((cause = ANY (ARRAY['reversed'::text, 'refund'::text, 'forfeit'::text, 'convert'::text])))
guarantee_ends: guarantee_ends_exchange_id_reference_fkey FOREIGN KEY (exchange_id, reference) REFERENCES guarantees(exchange_id, reference)
guarantee_ends: guarantee_ends_pkey PRIMARY KEY (exchange_id, reference)
guarantee_issuer_approvals: guarantee_issuer_approvals_exchange_id_uscc_version_fkey FOREIGN KEY (exchange_id, uscc, version) REFERENCES guarantee_issuers(exchange_id, uscc, version)
guarantee_issuer_approvals: guarantee_issuer_approvals_pkey PRIMARY KEY (exchange_id, uscc, version)
guarantee_issuers: guarantee_issuers_check CHECK ((sha256 = encode(sha256(file), 'hex'::text)))
guarantee_issuers: guarantee_issuers_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
guarantee_issuers: guarantee_issuers_pkey PRIMARY KEY (exchange_id, uscc, version)
guarantee_issuers: guarantee_issuers_uscc_check CHECK ((uscc ~ '^[0-9A-Z]{18}$'::text))
guarantee_issuers: guarantee_issuers_version_check CHECK ((version > 0))
guarantee_letters: guarantee_letters_check CHECK ((sha256 = encode(sha256(letter), 'hex'::text)))
guarantee_letters: guarantee_letters_exchange_id_issuer_issuer_version_fkey FOREIGN KEY (exchange_id, issuer, issuer_version) REFERENCES guarantee_issuer_approvals(exchange_id, uscc, version)
guarantee_letters: guarantee_letters_exchange_id_issuer_number_key UNIQUE (exchange_id, issuer, number)
guarantee_letters: guarantee_letters_exchange_id_reference_fkey FOREIGN KEY (exchange_id, reference) REFERENCES guarantees(exchange_id, reference)
guarantee_letters: guarantee_letters_exchange_id_reference_key UNIQUE (exchange_id, reference)
guarantee_letters: guarantee_letters_letter_check CHECK ((length(letter) <= 16384))
guarantee_letters: guarantee_letters_pkey PRIMARY KEY (exchange_id, sha256)
guarantee_letters: guarantee_letters_salt_check CHECK ((length(salt) = 16))
guarantees: guarantees_amount_fen_check CHECK ((amount_fen > 0))
guarantees: guarantees_check CHECK (((entered_by <> 'bank'::text) OR (transaction IS NOT NULL)))
guarantees: guarantees_check1 CHECK (((bank IS NULL) = (transaction IS NULL)))
guarantees: guarantees_exchange_id_tender_id_lot_bidder_way_serial_key UNIQUE (exchange_id, tender_id, lot, bidder, way, serial)
guarantees: guarantees_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
guarantees: guarantees_kind_check CHECK ((kind = ANY (ARRAY['letter'::text, 'transfer'::text, 'insurance'::text])))
guarantees: guarantees_pkey PRIMARY KEY (exchange_id, reference)
guarantees: guarantees_serial_check CHECK ((serial > 0))
guarantees: guarantees_way_check CHECK ((way = ANY (ARRAY['hand'::text, 'bank'::text, 'issuer'::text])))
hand_orders: hand_orders_act_check CHECK ((act = ANY (ARRAY['close'::text, 'opening'::text])))
hand_orders: hand_orders_check CHECK ((approved_by <> requested_by))
hand_orders: hand_orders_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
hand_orders: hand_orders_pkey PRIMARY KEY (exchange_id, tender_id, lot, serial)
hand_orders: hand_orders_serial_check CHECK ((serial > 0))
hand_overs: hand_overs_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
hand_overs: hand_overs_exchange_id_tender_id_fkey FOREIGN KEY (exchange_id, tender_id) REFERENCES tenders(exchange_id, tender_id)
hand_overs: hand_overs_pkey PRIMARY KEY (exchange_id, tender_id, archive_serial)
hand_overs: hand_overs_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
idempotency: idempotency_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
idempotency: idempotency_key_check CHECK (((length(key) >= 1) AND (length(key) <= 128)))
idempotency: idempotency_pkey PRIMARY KEY (exchange_id, actor_id, key)
identity_numbers: identity_numbers_exchange_id_person_id_fkey FOREIGN KEY (exchange_id, person_id) REFERENCES people(exchange_id, person_id)
identity_numbers: identity_numbers_lookup_check CHECK ((length(lookup) = 32))
identity_numbers: identity_numbers_pkey PRIMARY KEY (exchange_id, person_id)
imported_cases: imported_cases_exchange_id_code_fkey FOREIGN KEY (exchange_id, code) REFERENCES cases(exchange_id, code) DEFERRABLE INITIALLY DEFERRED
imported_cases: imported_cases_exchange_id_import_fkey FOREIGN KEY (exchange_id, import) REFERENCES case_imports(exchange_id, import)
imported_cases: imported_cases_line_check CHECK ((line > 1))
imported_cases: imported_cases_pkey PRIMARY KEY (exchange_id, unit, number)
imported_cases: imported_cases_sha256_check CHECK ((length(sha256) = 32))
incidents: incidents_exchange_id_booking_id_number_fkey FOREIGN KEY (exchange_id, booking_id, number) REFERENCES booking_records(exchange_id, booking_id, number)
incidents: incidents_kind_check CHECK ((kind = ANY (ARRAY['discipline'::text, 'contact'::text, 'absence'::text, 'equipment'::text, 'link'::text, 'overrun'::text, 'other'::text])))
incidents: incidents_pkey PRIMARY KEY (exchange_id, booking_id, number)
indicator_records: indicator_records_amount_fen_check CHECK ((amount_fen >= 0))
indicator_records: indicator_records_exchange_id_indicator_fkey FOREIGN KEY (exchange_id, indicator) REFERENCES budget_indicators(exchange_id, indicator)
indicator_records: indicator_records_pkey PRIMARY KEY (exchange_id, indicator, serial)
indicator_records: indicator_records_serial_check CHECK ((serial > 0))
insiders: insiders_exchange_id_booking_id_fkey FOREIGN KEY (exchange_id, booking_id) REFERENCES bookings(exchange_id, booking_id)
insiders: insiders_exchange_id_room_id_fkey FOREIGN KEY (exchange_id, room_id) REFERENCES rooms(exchange_id, room_id)
insiders: insiders_exchange_id_room_id_locker_key UNIQUE (exchange_id, room_id, locker)
insiders: insiders_kind_check CHECK ((kind = ANY (ARRAY['member'::text, 'supervisor'::text, 'witness'::text, 'staff'::text])))
insiders: insiders_pkey PRIMARY KEY (exchange_id, actor_id)
installation: installation_mode_check CHECK ((mode = ANY (ARRAY['rehearsal'::text, 'live'::text])))
installation: installation_one_check CHECK (one)
installation: installation_pkey PRIMARY KEY (one)
intermediaries: intermediaries_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
intermediaries: intermediaries_exchange_id_uscc_key UNIQUE (exchange_id, uscc)
intermediaries: intermediaries_name_check CHECK ((name <> ''::text))
intermediaries: intermediaries_pkey PRIMARY KEY (exchange_id, intermediary)
intermediaries: intermediaries_uscc_check CHECK ((uscc ~ '^[0-9A-Z]{18}$'::text))
investment_projects: investment_projects_exchange_id_concierge_fkey FOREIGN KEY (exchange_id, concierge) REFERENCES concierges(exchange_id, concierge)
investment_projects: investment_projects_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
investment_projects: investment_projects_pkey PRIMARY KEY (exchange_id, project)
investment_projects: investment_projects_stage_check CHECK ((stage = ANY (ARRAY['landing'::text, 'construction'::text, 'production'::text, 'operation'::text])))
investment_projects: investment_projects_title_check CHECK ((title <> ''::text))
item_drafts: item_drafts_check CHECK (((confirmed_by IS NULL) = (confirmed_at IS NULL)))
item_drafts: item_drafts_exchange_id_code_fkey FOREIGN KEY (exchange_id, code) REFERENCES items(exchange_id, code)
item_drafts: item_drafts_pkey PRIMARY KEY (exchange_id, code)
item_exit_steps: item_exit_steps_check CHECK ((((((((place = 1) AND (step = 'request'::text)) OR ((place = 2) AND (step = 'report'::text))) OR ((place = 3) AND (step = 'study'::text))) OR ((place = 4) AND (step = 'opinion'::text))) OR ((place = 5) AND (step = 'decision'::text))) OR ((place = 6) AND (step = 'answer'::text))))
item_exit_steps: item_exit_steps_exchange_id_code_serial_fkey FOREIGN KEY (exchange_id, code, serial) REFERENCES item_exits(exchange_id, code, serial)
item_exit_steps: item_exit_steps_exchange_id_paper_id_fkey FOREIGN KEY (exchange_id, paper_id) REFERENCES item_papers(exchange_id, paper_id)
item_exit_steps: item_exit_steps_pkey PRIMARY KEY (exchange_id, code, serial, place)
item_exits: item_exits_check CHECK (((outcome IS NULL) = (closed_at IS NULL)))
item_exits: item_exits_exchange_id_code_fkey FOREIGN KEY (exchange_id, code) REFERENCES items(exchange_id, code)
item_exits: item_exits_outcome_check CHECK ((outcome = ANY (ARRAY['keep'::text, 'mode-change'::text, 'exit'::text, 'abolished'::text])))
item_exits: item_exits_pkey PRIMARY KEY (exchange_id, code, serial)
item_exits: item_exits_serial_check CHECK ((serial > 0))
item_files: item_files_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
item_files: item_files_pkey PRIMARY KEY (exchange_id, code, sha256)
item_files: item_files_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
item_files: item_files_size_check CHECK ((size > 0))
item_papers: item_papers_exchange_id_code_fkey FOREIGN KEY (exchange_id, code) REFERENCES items(exchange_id, code)
item_papers: item_papers_kind_check CHECK ((kind = ANY (ARRAY['item-confirmation'::text, 'item-exit'::text, 'item-abolition'::text])))
item_papers: item_papers_paper_id_check CHECK ((paper_id ~ '^[a-z0-9-]{1,60}$'::text))
item_papers: item_papers_pkey PRIMARY KEY (exchange_id, paper_id)
item_versions: item_versions_check CHECK ((sha256 = encode(sha256(file), 'hex'::text)))
item_versions: item_versions_exchange_id_code_fkey FOREIGN KEY (exchange_id, code) REFERENCES items(exchange_id, code)
item_versions: item_versions_exchange_id_code_from_on_key UNIQUE (exchange_id, code, from_on)
item_versions: item_versions_exchange_id_unit_code_fkey FOREIGN KEY (exchange_id, unit_code) REFERENCES units(exchange_id, code)
item_versions: item_versions_pkey PRIMARY KEY (exchange_id, code, version)
item_versions: item_versions_version_check CHECK ((version > 0))
items: items_check CHECK (((state = ANY (ARRAY['exited'::text, 'abolished'::text])) = (last_on IS NOT NULL)))
items: items_code_check CHECK ((code ~ '^[0-9]{3,12}-[0-9]{3}$'::text))
items: items_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
items: items_exchange_id_unit_code_fkey FOREIGN KEY (exchange_id, unit_code) REFERENCES units(exchange_id, code)
items: items_pkey PRIMARY KEY (exchange_id, code)
items: items_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'confirmed'::text, 'in-service'::text, 'exit-requested'::text, 'under-study'::text, 'kept'::text, 'mode-changed'::text, 'exited'::text, 'abolished'::text])))
job_outbox: job_outbox_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
job_outbox: job_outbox_name_check CHECK ((name ~ '^[a-z-]{1,64}$'::text))
job_outbox: job_outbox_pkey PRIMARY KEY (exchange_id, job_id)
joint_cases: joint_cases_check CHECK (((merged_at IS NULL) = (outcome IS NULL)))
joint_cases: joint_cases_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
joint_cases: joint_cases_extended_days_check CHECK ((extended_days >= 0))
joint_cases: joint_cases_limit_days_check CHECK ((limit_days > 0))
joint_cases: joint_cases_outcome_check CHECK ((outcome = ANY (ARRAY['agreed'::text, 'objected'::text])))
joint_cases: joint_cases_pkey PRIMARY KEY (exchange_id, joint)
joint_cases: joint_cases_source_check CHECK ((source = ANY (ARRAY['online'::text, 'window'::text])))
joint_cases: joint_cases_stage_check CHECK ((stage >= 0))
joint_drafts: joint_drafts_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
joint_drafts: joint_drafts_pkey PRIMARY KEY (exchange_id, owner, template)
joint_materials: joint_materials_exchange_id_joint_fkey FOREIGN KEY (exchange_id, joint) REFERENCES joint_cases(exchange_id, joint)
joint_materials: joint_materials_pkey PRIMARY KEY (exchange_id, joint, material, serial)
joint_materials: joint_materials_serial_check CHECK ((serial > 0))
joint_materials: joint_materials_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
joint_materials: joint_materials_size_check CHECK ((size >= 0))
joint_meetings: joint_meetings_exchange_id_joint_fkey FOREIGN KEY (exchange_id, joint) REFERENCES joint_cases(exchange_id, joint)
joint_meetings: joint_meetings_pkey PRIMARY KEY (exchange_id, joint, serial)
joint_meetings: joint_meetings_serial_check CHECK ((serial > 0))
joint_members: joint_members_check CHECK (((opinion IS NULL) = ((opined_at IS NULL) AND (opined_by IS NULL) AND (words IS NULL))))
joint_members: joint_members_counted_check CHECK ((counted = ANY (ARRAY['ahead'::text, 'agreed'::text, 'objected'::text, 'silent'::text])))
joint_members: joint_members_days_check CHECK ((days >= 0))
joint_members: joint_members_exchange_id_code_fkey FOREIGN KEY (exchange_id, code) REFERENCES cases(exchange_id, code)
joint_members: joint_members_exchange_id_joint_fkey FOREIGN KEY (exchange_id, joint) REFERENCES joint_cases(exchange_id, joint)
joint_members: joint_members_item_version_check CHECK ((item_version > 0))
joint_members: joint_members_opinion_check CHECK ((opinion = ANY (ARRAY['agree'::text, 'object'::text])))
joint_members: joint_members_pkey PRIMARY KEY (exchange_id, joint, item)
joint_members: joint_members_stage_check CHECK ((stage > 0))
joint_needs: joint_needs_exchange_id_joint_fkey FOREIGN KEY (exchange_id, joint) REFERENCES joint_cases(exchange_id, joint)
joint_needs: joint_needs_pkey PRIMARY KEY (exchange_id, joint, serial)
joint_needs: joint_needs_serial_check CHECK ((serial > 0))
joint_officers: joint_officers_exchange_id_joint_fkey FOREIGN KEY (exchange_id, joint) REFERENCES joint_cases(exchange_id, joint)
joint_officers: joint_officers_pkey PRIMARY KEY (exchange_id, joint, serial)
joint_officers: joint_officers_serial_check CHECK ((serial > 0))
joint_papers: joint_papers_exchange_id_joint_fkey FOREIGN KEY (exchange_id, joint) REFERENCES joint_cases(exchange_id, joint)
joint_papers: joint_papers_json_sha256_check CHECK ((json_sha256 ~ '^[0-9a-f]{64}$'::text))
joint_papers: joint_papers_pdf_sha256_check CHECK ((pdf_sha256 ~ '^[0-9a-f]{64}$'::text))
joint_papers: joint_papers_pdf_size_check CHECK ((pdf_size > 0))
joint_papers: joint_papers_pkey PRIMARY KEY (exchange_id, joint, kind, serial)
joint_papers: joint_papers_serial_check CHECK ((serial > 0))
joint_pauses: joint_pauses_check CHECK (((until_at IS NULL) = (conclusion IS NULL)))
joint_pauses: joint_pauses_exchange_id_joint_fkey FOREIGN KEY (exchange_id, joint) REFERENCES joint_cases(exchange_id, joint)
joint_pauses: joint_pauses_expected_days_check CHECK ((expected_days > 0))
joint_pauses: joint_pauses_items_check CHECK ((cardinality(items) > 0))
joint_pauses: joint_pauses_pkey PRIMARY KEY (exchange_id, joint, serial)
joint_pauses: joint_pauses_serial_check CHECK ((serial > 0))
joint_steps: joint_steps_exchange_id_joint_fkey FOREIGN KEY (exchange_id, joint) REFERENCES joint_cases(exchange_id, joint)
joint_steps: joint_steps_pkey PRIMARY KEY (exchange_id, joint, serial)
joint_steps: joint_steps_serial_check CHECK ((serial > 0))
joint_tasks: joint_tasks_check CHECK (((done_at IS NULL) = ((done_by IS NULL) AND (done_words IS NULL))))
joint_tasks: joint_tasks_exchange_id_joint_meeting_fkey FOREIGN KEY (exchange_id, joint, meeting) REFERENCES joint_meetings(exchange_id, joint, serial)
joint_tasks: joint_tasks_pkey PRIMARY KEY (exchange_id, joint, meeting, serial)
joint_tasks: joint_tasks_serial_check CHECK ((serial > 0))
kept_prints: kept_prints_exchange_id_tender_id_lot_serial_fkey FOREIGN KEY (exchange_id, tender_id, lot, serial) REFERENCES signal_runs(exchange_id, tender_id, lot, serial)
kept_prints: kept_prints_pkey PRIMARY KEY (exchange_id, tender_id, lot, serial, bidder)
leaves: leaves_entry_check CHECK (((octet_length(entry) >= 1) AND (octet_length(entry) <= 65535)))
leaves: leaves_exchange_id_outbox_id_key UNIQUE (exchange_id, outbox_id)
leaves: leaves_hash_check CHECK ((octet_length(hash) = 32))
leaves: leaves_idx_check CHECK ((idx >= 0))
leaves: leaves_pkey PRIMARY KEY (exchange_id, idx)
ledger_closes: ledger_closes_pkey PRIMARY KEY (exchange_id, month)
ledger_entries: ledger_entries_cause_check CHECK ((cause <> ''::text))
ledger_entries: ledger_entries_exchange_id_cause_key UNIQUE (exchange_id, cause)
ledger_entries: ledger_entries_exchange_id_reverses_fkey FOREIGN KEY (exchange_id, reverses) REFERENCES ledger_entries(exchange_id, entry)
ledger_entries: ledger_entries_pkey PRIMARY KEY (exchange_id, entry)
ledger_entries: ledger_entries_salt_check CHECK ((octet_length(salt) = 16))
ledger_lines: ledger_lines_account_check CHECK ((((account COLLATE "C") ~ '^[a-z-]+(/[A-Za-z0-9._-]+)?$'::text) AND ((octet_length(account) - POSITION(('/'::text) IN (account))) <= 64)))
ledger_lines: ledger_lines_amount_fen_check CHECK ((amount_fen <> 0))
ledger_lines: ledger_lines_line_check CHECK ((line >= 1))
ledger_lines: ledger_lines_pkey PRIMARY KEY (exchange_id, entry, line)
ledger_months: ledger_months_pkey PRIMARY KEY (exchange_id, account, month)
ledger_rolled: ledger_rolled_pkey PRIMARY KEY (exchange_id)
ledger_rolled: ledger_rolled_upto_check CHECK ((upto >= 0))
ledger_roots: ledger_roots_pkey PRIMARY KEY (exchange_id, serial)
ledger_roots: ledger_roots_salt_check CHECK ((octet_length(salt) = 32))
ledger_roots: ledger_roots_serial_check CHECK ((serial >= 1))
ledger_years: ledger_years_pkey PRIMARY KEY (exchange_id, year)
ledger_years: ledger_years_year_check CHECK (((year >= 2000) AND (year <= 2100)))
letter_reads: letter_reads_exchange_id_notice_id_version_fkey FOREIGN KEY (exchange_id, notice_id, version) REFERENCES notices(exchange_id, notice_id, version)
letter_reads: letter_reads_how_check CHECK ((how = ANY (ARRAY['page'::text, 'json'::text, 'pdf'::text])))
letter_reads: letter_reads_pkey PRIMARY KEY (exchange_id, notice_id, version, firm)
letter_reads: letter_reads_salt_check CHECK ((octet_length(salt) = 16))
limits: limits_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
limits: limits_pkey PRIMARY KEY (exchange_id, action, whose)
limits: limits_used_check CHECK ((used >= 0))
limits: limits_whose_check CHECK ((octet_length(whose) <= 200))
lodgements: lodgements_exchange_id_tender_id_lot_part_bidder_seq_key UNIQUE (exchange_id, tender_id, lot, part, bidder, seq)
lodgements: lodgements_exchange_id_tender_id_lot_part_fkey FOREIGN KEY (exchange_id, tender_id, lot, part) REFERENCES parts(exchange_id, tender_id, lot, part)
lodgements: lodgements_file_version_check CHECK ((file_version > 0))
lodgements: lodgements_kind_check CHECK ((kind = ANY (ARRAY['bid'::text, 'withdraw'::text, 'confirm'::text])))
lodgements: lodgements_notice_check CHECK ((((notice IS NOT NULL) = (kind <> 'withdraw'::text)) AND (notice ~ '^[0-9a-f]{64}$'::text)))
lodgements: lodgements_pkey PRIMARY KEY (exchange_id, statement_sha256)
lodgements: lodgements_salt_check CHECK ((length(salt) = 16))
lodgements: lodgements_seq_check CHECK ((seq > 0))
lodgements: lodgements_shares_check CHECK ((((shares IS NOT NULL) = (kind = 'bid'::text)) AND (octet_length(shares) <= 196608)))
lot_orders: lot_orders_check CHECK (((complaint_no IS NULL) OR (kind <> 'resume'::text)))
lot_orders: lot_orders_exchange_id_complaint_no_fkey FOREIGN KEY (exchange_id, complaint_no) REFERENCES complaints(exchange_id, complaint_no)
lot_orders: lot_orders_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
lot_orders: lot_orders_kind_check CHECK ((kind = ANY (ARRAY['suspend'::text, 'resume'::text])))
lot_orders: lot_orders_pkey PRIMARY KEY (exchange_id, tender_id, lot, serial)
lot_orders: lot_orders_serial_check CHECK ((serial > 0))
lot_terms: lot_terms_exchange_id_sha256_key UNIQUE (exchange_id, sha256)
lot_terms: lot_terms_exchange_id_tender_id_lot_part_fkey FOREIGN KEY (exchange_id, tender_id, lot, part) REFERENCES parts(exchange_id, tender_id, lot, part)
lot_terms: lot_terms_pkey PRIMARY KEY (exchange_id, tender_id, lot, part, version)
lots: lots_code_check CHECK ((length(code) = 23))
lots: lots_exchange_id_tender_id_fkey FOREIGN KEY (exchange_id, tender_id) REFERENCES tenders(exchange_id, tender_id)
lots: lots_lot_check CHECK ((lot ~ '^[A-Za-z0-9._-]{1,64}$'::text))
lots: lots_pkey PRIMARY KEY (exchange_id, tender_id, lot)
mail_stops: mail_stops_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
mail_stops: mail_stops_exchange_id_actor_id_kind_key UNIQUE (exchange_id, actor_id, kind)
mail_stops: mail_stops_pkey PRIMARY KEY (exchange_id, token)
mail_stops: mail_stops_token_check CHECK ((token ~ '^[0-9a-f]{32}$'::text))
mandates: mandates_acts_check CHECK ((cardinality(acts) > 0))
mandates: mandates_check CHECK ((agency_uscc <> tenderer_uscc))
mandates: mandates_check1 CHECK ((until_at > from_at))
mandates: mandates_check2 CHECK ((((accepted_at IS NULL) = (agency_signature IS NULL)) AND ((accepted_at IS NULL) = (accepted_by IS NULL))))
mandates: mandates_check3 CHECK ((((ended_at IS NULL) = (reason IS NULL)) AND ((ended_at IS NULL) = (ended_by IS NULL)) AND ((ended_at IS NULL) = (ended_side IS NULL))))
mandates: mandates_ended_side_check CHECK ((ended_side = ANY (ARRAY['tenderer'::text, 'agency'::text])))
mandates: mandates_exchange_id_agency_uscc_fkey FOREIGN KEY (exchange_id, agency_uscc) REFERENCES organisations(exchange_id, uscc)
mandates: mandates_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
mandates: mandates_exchange_id_tenderer_uscc_fkey FOREIGN KEY (exchange_id, tenderer_uscc) REFERENCES organisations(exchange_id, uscc)
mandates: mandates_mandate_id_check CHECK ((mandate_id ~ '^m-[0-9a-f]{16}$'::text))
mandates: mandates_pkey PRIMARY KEY (exchange_id, mandate_id)
mandates: mandates_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
meeting_decisions: meeting_decisions_check CHECK ((((done_text IS NULL) = (done_by IS NULL)) AND ((done_text IS NULL) = (done_at IS NULL))))
meeting_decisions: meeting_decisions_exchange_id_meeting_fkey FOREIGN KEY (exchange_id, meeting) REFERENCES coordination_meetings(exchange_id, meeting)
meeting_decisions: meeting_decisions_exchange_id_unit_code_fkey FOREIGN KEY (exchange_id, unit_code) REFERENCES units(exchange_id, code)
meeting_decisions: meeting_decisions_owner_check CHECK ((owner <> ''::text))
meeting_decisions: meeting_decisions_pkey PRIMARY KEY (exchange_id, meeting, serial)
meeting_decisions: meeting_decisions_serial_check CHECK ((serial > 0))
meeting_decisions: meeting_decisions_text_check CHECK ((text <> ''::text))
meeting_guests: meeting_guests_exchange_id_meeting_fkey FOREIGN KEY (exchange_id, meeting) REFERENCES coordination_meetings(exchange_id, meeting)
meeting_guests: meeting_guests_kind_check CHECK ((kind = ANY (ARRAY['unit'::text, 'intermediary'::text])))
meeting_guests: meeting_guests_pkey PRIMARY KEY (exchange_id, meeting, kind, code)
meeting_items: meeting_items_check CHECK (((done_at IS NULL) = (done_text IS NULL)))
meeting_items: meeting_items_check1 CHECK (((done_at IS NULL) OR (outcome = 'adopted'::text)))
meeting_items: meeting_items_exchange_id_meeting_fkey FOREIGN KEY (exchange_id, meeting) REFERENCES meetings(exchange_id, meeting)
meeting_items: meeting_items_exchange_id_owner_fkey FOREIGN KEY (exchange_id, owner) REFERENCES actors(exchange_id, actor_id)
meeting_items: meeting_items_item_check CHECK ((item > 0))
meeting_items: meeting_items_outcome_check CHECK ((outcome = ANY (ARRAY['adopted'::text, 'rejected'::text, 'undecided'::text])))
meeting_items: meeting_items_pkey PRIMARY KEY (exchange_id, meeting, item)
meeting_items: meeting_items_weight_check CHECK ((weight = ANY (ARRAY['ordinary'::text, 'grave'::text])))
meeting_members: meeting_members_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
meeting_members: meeting_members_exchange_id_meeting_fkey FOREIGN KEY (exchange_id, meeting) REFERENCES meetings(exchange_id, meeting)
meeting_members: meeting_members_pkey PRIMARY KEY (exchange_id, meeting, actor_id)
meeting_minutes: meeting_minutes_check CHECK ((json_sha256 = encode(sha256("json"), 'hex'::text)))
meeting_minutes: meeting_minutes_exchange_id_meeting_fkey FOREIGN KEY (exchange_id, meeting) REFERENCES meetings(exchange_id, meeting)
meeting_minutes: meeting_minutes_pdf_sha256_check CHECK ((pdf_sha256 ~ '^[0-9a-f]{64}$'::text))
meeting_minutes: meeting_minutes_pkey PRIMARY KEY (exchange_id, meeting)
meeting_votes: meeting_votes_exchange_id_meeting_actor_id_fkey FOREIGN KEY (exchange_id, meeting, actor_id) REFERENCES meeting_members(exchange_id, meeting, actor_id)
meeting_votes: meeting_votes_exchange_id_meeting_item_fkey FOREIGN KEY (exchange_id, meeting, item) REFERENCES meeting_items(exchange_id, meeting, item)
meeting_votes: meeting_votes_pkey PRIMARY KEY (exchange_id, meeting, item, actor_id)
meeting_votes: meeting_votes_vote_check CHECK ((vote = ANY (ARRAY['yes'::text, 'no'::text, 'abstain'::text])))
meetings: meetings_check CHECK (((state = 'called'::text) = (ended_at IS NULL)))
meetings: meetings_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
meetings: meetings_meeting_check CHECK ((meeting ~ '^M[0-9]{4}-[0-9]{2,4}$'::text))
meetings: meetings_pkey PRIMARY KEY (exchange_id, meeting)
meetings: meetings_state_check CHECK ((state = ANY (ARRAY['called'::text, 'closed'::text, 'cancelled'::text])))
mergers: mergers_check CHECK ((absorbed_uscc <> into_uscc))
mergers: mergers_exchange_id_absorbed_uscc_fkey FOREIGN KEY (exchange_id, absorbed_uscc) REFERENCES organisations(exchange_id, uscc)
mergers: mergers_exchange_id_into_uscc_fkey FOREIGN KEY (exchange_id, into_uscc) REFERENCES organisations(exchange_id, uscc)
mergers: mergers_pkey PRIMARY KEY (exchange_id, absorbed_uscc, into_uscc)
message_reads: message_reads_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
message_reads: message_reads_exchange_id_message_id_fkey FOREIGN KEY (exchange_id, message_id) REFERENCES messages(exchange_id, message_id)
message_reads: message_reads_pkey PRIMARY KEY (exchange_id, actor_id, message_id)
message_settings: message_settings_email_check CHECK (((email ~ '^[^\s@]+@[^\s@]+$'::text) AND (length(email) <= 254)))
message_settings: message_settings_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
message_settings: message_settings_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text])))
message_settings: message_settings_phone_by_check CHECK ((phone_by = ANY (ARRAY['sms'::text, 'voice'::text])))
message_settings: message_settings_pkey PRIMARY KEY (exchange_id, actor_id)
messages: messages_audience_check CHECK ((audience ~ '^[a-z]+:.'::text))
messages: messages_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
messages: messages_exchange_id_once_key UNIQUE (exchange_id, once)
messages: messages_kind_check CHECK ((kind ~ '^[a-z-]{1,40}$'::text))
messages: messages_message_id_check CHECK ((message_id ~ '^[0-9a-f]{32}$'::text))
messages: messages_pkey PRIMARY KEY (exchange_id, message_id)
moves: moves_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
moves: moves_pkey PRIMARY KEY (exchange_id, tender_id, lot, move_id)
nodes: nodes_hash_check CHECK ((octet_length(hash) = 32))
nodes: nodes_idx_check CHECK ((idx >= 0))
nodes: nodes_level_check CHECK (((level >= 1) AND (level <= 62)))
nodes: nodes_pkey PRIMARY KEY (exchange_id, level, idx)
notice_codes: notice_codes_code_check CHECK ((code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'::text))
notice_codes: notice_codes_exchange_id_notice_id_version_fkey FOREIGN KEY (exchange_id, notice_id, version) REFERENCES notices(exchange_id, notice_id, version)
notice_codes: notice_codes_exchange_id_notice_id_version_key UNIQUE (exchange_id, notice_id, version)
notice_codes: notice_codes_pkey PRIMARY KEY (exchange_id, code)
notice_index: index_about_one CHECK ((num_nonnulls(tender_id, plan_id, sale_id) = 1))
notice_index: notice_index_exchange_id_notice_id_version_fkey FOREIGN KEY (exchange_id, notice_id, version) REFERENCES notices(exchange_id, notice_id, version)
notice_index: notice_index_pkey PRIMARY KEY (exchange_id, notice_id)
notices: notice_about_one CHECK ((num_nonnulls(tender_id, plan_id, sale_id) = 1))
notices: notices_exchange_id_tender_id_fkey FOREIGN KEY (exchange_id, tender_id) REFERENCES tenders(exchange_id, tender_id)
notices: notices_notice_id_check CHECK ((notice_id ~ '^[A-Za-z0-9._-]{1,64}$'::text))
notices: notices_of_a_plan FOREIGN KEY (exchange_id, plan_id) REFERENCES plans(exchange_id, plan_id)
notices: notices_of_a_sale FOREIGN KEY (exchange_id, sale_id) REFERENCES sales(exchange_id, sale_id)
notices: notices_pkey PRIMARY KEY (exchange_id, notice_id, version)
notices: notices_version_check CHECK ((version > 0))
objection_replies: objection_replies_exchange_id_tender_id_lot_serial_fkey FOREIGN KEY (exchange_id, tender_id, lot, serial) REFERENCES objections(exchange_id, tender_id, lot, serial)
objection_replies: objection_replies_pkey PRIMARY KEY (exchange_id, tender_id, lot, serial)
objections: objections_about_check CHECK ((about = ANY (ARRAY['documents'::text, 'result'::text])))
objections: objections_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
objections: objections_pkey PRIMARY KEY (exchange_id, tender_id, lot, serial)
objections: objections_salt_check CHECK ((octet_length(salt) = 16))
objections: objections_serial_check CHECK ((serial >= 1))
opened_files: opened_files_exchange_id_statement_sha256_fkey FOREIGN KEY (exchange_id, statement_sha256) REFERENCES lodgements(exchange_id, statement_sha256)
opened_files: opened_files_pkey PRIMARY KEY (exchange_id, statement_sha256, ordinal)
opener_keys: opener_keys_exchange_id_recipient_key UNIQUE (exchange_id, recipient)
opener_keys: opener_keys_exchange_id_tender_id_lot_part_fkey FOREIGN KEY (exchange_id, tender_id, lot, part) REFERENCES parts(exchange_id, tender_id, lot, part)
opener_keys: opener_keys_pkey PRIMARY KEY (exchange_id, tender_id, lot, part, opener)
opener_offices: opener_offices_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
opener_offices: opener_offices_pkey PRIMARY KEY (exchange_id, opener)
openings: openings_exchange_id_statement_sha256_fkey FOREIGN KEY (exchange_id, statement_sha256) REFERENCES lodgements(exchange_id, statement_sha256)
openings: openings_how_check CHECK ((how = ANY (ARRAY['threshold'::text, 'bidder-key'::text, 'void'::text, 'not-opened'::text])))
openings: openings_pkey PRIMARY KEY (exchange_id, statement_sha256)
organisation_changes: organisation_changes_check CHECK (((successor_uscc IS NULL) OR (state = 'left'::text)))
organisation_changes: organisation_changes_exchange_id_successor_uscc_fkey FOREIGN KEY (exchange_id, successor_uscc) REFERENCES organisations(exchange_id, uscc)
organisation_changes: organisation_changes_exchange_id_uscc_fkey FOREIGN KEY (exchange_id, uscc) REFERENCES organisations(exchange_id, uscc)
organisation_changes: organisation_changes_pkey PRIMARY KEY (exchange_id, change_id)
organisation_changes: organisation_changes_state_check CHECK ((state = ANY (ARRAY['active'::text, 'frozen'::text, 'left'::text])))
organisation_files: organisation_files_exchange_id_uscc_fkey FOREIGN KEY (exchange_id, uscc) REFERENCES organisations(exchange_id, uscc)
organisation_files: organisation_files_pkey PRIMARY KEY (exchange_id, uscc, version)
organisation_files: organisation_files_version_check CHECK ((version > 0))
organisations: organisations_check CHECK (((parent_uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'::text) AND (parent_uscc <> uscc)))
organisations: organisations_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
organisations: organisations_pkey PRIMARY KEY (exchange_id, uscc)
organisations: organisations_state_check CHECK ((state = ANY (ARRAY['active'::text, 'frozen'::text, 'left'::text])))
organisations: organisations_uscc_check CHECK ((uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'::text))
outbox: outbox_entry_check CHECK (((octet_length(entry) >= 1) AND (octet_length(entry) <= 65535)))
outbox: outbox_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
outbox: outbox_pkey PRIMARY KEY (exchange_id, id)
outside_acceptances: outside_acceptances_amount_fen_check CHECK ((amount_fen > 0))
outside_acceptances: outside_acceptances_exchange_id_contract_fkey FOREIGN KEY (exchange_id, contract) REFERENCES payment_contracts(exchange_id, contract)
outside_acceptances: outside_acceptances_pkey PRIMARY KEY (exchange_id, contract, serial)
outside_acceptances: outside_acceptances_serial_check CHECK ((serial > 0))
outside_acceptances: outside_acceptances_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
panel_appointments: panel_appointments_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
panel_appointments: panel_appointments_pkey PRIMARY KEY (exchange_id, tender_id, lot, round)
panel_appointments: panel_appointments_round_check CHECK ((round = ANY (ARRAY['prequalification'::text, 'bid'::text])))
panel_changes: panel_changes_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
panel_changes: panel_changes_pkey PRIMARY KEY (exchange_id, tender_id, lot, serial)
panel_changes: panel_changes_serial_check CHECK ((serial >= 1))
panel_members: panel_members_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
panel_members: panel_members_kind_check CHECK ((kind = ANY (ARRAY['expert'::text, 'representative'::text])))
panel_members: panel_members_pkey PRIMARY KEY (exchange_id, tender_id, lot, label)
panel_members: panel_members_round_check CHECK ((round = ANY (ARRAY['prequalification'::text, 'bid'::text])))
panel_members: panel_members_sit_once UNIQUE (exchange_id, tender_id, lot, round, actor_id)
parts: parts_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
parts: parts_open_mode_check CHECK ((open_mode = ANY (ARRAY['threshold'::text, 'bidder'::text, 'threshold-or-bidder'::text])))
parts: parts_part_check CHECK ((part ~ '^[A-Za-z0-9._-]{1,64}$'::text))
parts: parts_pkey PRIMARY KEY (exchange_id, tender_id, lot, part)
parts: parts_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'closed'::text, 'releasing'::text, 'opened'::text, 'not-opened'::text])))
parts: parts_threshold_check CHECK ((threshold >= 2))
passkeys: passkeys_exchange_id_person_id_fkey FOREIGN KEY (exchange_id, person_id) REFERENCES people(exchange_id, person_id)
passkeys: passkeys_pkey PRIMARY KEY (exchange_id, credential_id)
passwords: passwords_account_check CHECK ((account ~ '^[1-9][0-9]{9}$'::text))
passwords: passwords_exchange_id_account_key UNIQUE (exchange_id, account)
passwords: passwords_exchange_id_person_id_fkey FOREIGN KEY (exchange_id, person_id) REFERENCES people(exchange_id, person_id)
passwords: passwords_hash_check CHECK ((octet_length(hash) = 32))
passwords: passwords_pkey PRIMARY KEY (exchange_id, person_id)
passwords: passwords_salt_check CHECK ((octet_length(salt) = 16))
patrol_attendance: patrol_attendance_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
patrol_attendance: patrol_attendance_exchange_id_day_fkey FOREIGN KEY (exchange_id, day) REFERENCES patrols(exchange_id, day)
patrol_attendance: patrol_attendance_pkey PRIMARY KEY (exchange_id, day, actor_id)
patrol_attendance: patrol_attendance_state_check CHECK ((state = ANY (ARRAY['present'::text, 'late'::text, 'left-early'::text, 'absent'::text, 'leave'::text])))
patrols: patrols_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
patrols: patrols_pkey PRIMARY KEY (exchange_id, day)
payment_books: payment_books_book_check CHECK ((book = ANY (ARRAY['non-tax'::text, 'deposit'::text, 'third-party'::text])))
payment_books: payment_books_exchange_id_bill_no_fkey FOREIGN KEY (exchange_id, bill_no) REFERENCES bills(exchange_id, bill_no)
payment_books: payment_books_exchange_id_receipt_code_receipt_number_key UNIQUE (exchange_id, receipt_code, receipt_number)
payment_books: payment_books_fen_check CHECK ((fen > 0))
payment_books: payment_books_pkey PRIMARY KEY (exchange_id, bill_no, book)
payment_books: payment_books_state_check CHECK ((state = ANY (ARRAY['CODED'::text, 'ISSUED'::text, 'PAID'::text, 'VERIFIED'::text, 'SIGNED'::text, 'DELIVERED'::text, 'BOOKED'::text, 'VOIDED'::text, 'REVERSED'::text, 'REFUNDED'::text])))
payment_contracts: payment_contracts_check CHECK (((kind = 'tender'::text) = ((tender_id IS NOT NULL) AND (lot IS NOT NULL))))
payment_contracts: payment_contracts_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
payment_contracts: payment_contracts_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
payment_contracts: payment_contracts_kind_check CHECK ((kind = ANY (ARRAY['tender'::text, 'outside'::text])))
payment_contracts: payment_contracts_pkey PRIMARY KEY (exchange_id, contract)
payment_contracts: payment_contracts_price_fen_check CHECK ((price_fen > 0))
payment_contracts: payment_contracts_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
payment_papers: payment_papers_attempt_check CHECK ((attempt > 0))
payment_papers: payment_papers_exchange_id_request_fkey FOREIGN KEY (exchange_id, request) REFERENCES payment_requests(exchange_id, request)
payment_papers: payment_papers_json_sha256_check CHECK ((json_sha256 ~ '^[0-9a-f]{64}$'::text))
payment_papers: payment_papers_kind_check CHECK ((kind = ANY (ARRAY['payment-order'::text, 'payment-voucher'::text])))
payment_papers: payment_papers_pdf_sha256_check CHECK ((pdf_sha256 ~ '^[0-9a-f]{64}$'::text))
payment_papers: payment_papers_pkey PRIMARY KEY (exchange_id, request, attempt, kind)
payment_requests: payment_requests_amount_fen_check CHECK ((amount_fen > 0))
payment_requests: payment_requests_attempt_check CHECK ((attempt >= 0))
payment_requests: payment_requests_check CHECK (((refunded_fen >= 0) AND (refunded_fen <= amount_fen)))
payment_requests: payment_requests_check1 CHECK (((state <> ALL (ARRAY['ordered'::text, 'paid'::text, 'settled'::text])) OR ((attempt > 0) AND (account IS NOT NULL) AND (order_number IS NOT NULL) AND (ordered_at IS NOT NULL) AND (value_on IS NOT NULL))))
payment_requests: payment_requests_check2 CHECK (((state <> ALL (ARRAY['paid'::text, 'settled'::text])) OR (paid_on IS NOT NULL)))
payment_requests: payment_requests_exchange_id_account_fkey FOREIGN KEY (exchange_id, account) REFERENCES bank_accounts(exchange_id, number)
payment_requests: payment_requests_exchange_id_contract_fkey FOREIGN KEY (exchange_id, contract) REFERENCES payment_contracts(exchange_id, contract)
payment_requests: payment_requests_exchange_id_indicator_month_mode_fkey FOREIGN KEY (exchange_id, indicator, month, mode) REFERENCES plan_months(exchange_id, indicator, month, mode)
payment_requests: payment_requests_pkey PRIMARY KEY (exchange_id, request)
payment_requests: payment_requests_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text, 'checked'::text, 'approved'::text, 'ordered'::text, 'paid'::text, 'settled'::text, 'bank-returned'::text, 'cancelled'::text])))
payment_steps: payment_steps_exchange_id_request_fkey FOREIGN KEY (exchange_id, request) REFERENCES payment_requests(exchange_id, request)
payment_steps: payment_steps_pkey PRIMARY KEY (exchange_id, request, serial)
payment_steps: payment_steps_serial_check CHECK ((serial > 0))
people: people_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
people: people_exchange_id_handle_key UNIQUE (exchange_id, handle)
people: people_handle_check CHECK ((length(handle) = 32))
people: people_person_id_check CHECK ((person_id ~ '^[a-z0-9-]{1,64}$'::text))
people: people_pkey PRIMARY KEY (exchange_id, person_id)
people: people_state_check CHECK ((state = ANY (ARRAY['active'::text, 'left'::text])))
plan_corrections: correction_four_eyes CHECK ((published_by <> drafted_by))
plan_corrections: correction_published_whole CHECK (((published_at IS NULL) = (published_by IS NULL)))
plan_corrections: plan_corrections_edition_check CHECK ((edition > 1))
plan_corrections: plan_corrections_exchange_id_area_fkey FOREIGN KEY (exchange_id, area) REFERENCES areas(exchange_id, area)
plan_corrections: plan_corrections_exchange_id_plan_id_fkey FOREIGN KEY (exchange_id, plan_id) REFERENCES plans(exchange_id, plan_id)
plan_corrections: plan_corrections_pkey PRIMARY KEY (exchange_id, plan_id, edition)
plan_corrections: plan_corrections_reason_check CHECK ((reason <> ''::text))
plan_corrections: plan_corrections_version_check CHECK ((version > 0))
plan_decisions: plan_decisions_amount_fen_check CHECK ((amount_fen >= 0))
plan_decisions: plan_decisions_exchange_id_indicator_month_mode_serial_fkey FOREIGN KEY (exchange_id, indicator, month, mode, serial) REFERENCES plan_requests(exchange_id, indicator, month, mode, serial)
plan_decisions: plan_decisions_pkey PRIMARY KEY (exchange_id, indicator, month, mode, serial)
plan_decisions: plan_decisions_verdict_check CHECK ((verdict = ANY (ARRAY['approved'::text, 'refused'::text, 'lapsed'::text])))
plan_months: payments_within_plan CHECK ((used_fen <= approved_fen))
plan_months: plan_months_approved_fen_check CHECK ((approved_fen >= 0))
plan_months: plan_months_exchange_id_indicator_fkey FOREIGN KEY (exchange_id, indicator) REFERENCES budget_indicators(exchange_id, indicator)
plan_months: plan_months_mode_check CHECK ((mode = ANY (ARRAY['direct'::text, 'authorised'::text])))
plan_months: plan_months_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
plan_months: plan_months_pkey PRIMARY KEY (exchange_id, indicator, month, mode)
plan_months: plan_months_used_fen_check CHECK ((used_fen >= 0))
plan_requests: plan_requests_amount_fen_check CHECK ((amount_fen >= 0))
plan_requests: plan_requests_exchange_id_indicator_month_mode_fkey FOREIGN KEY (exchange_id, indicator, month, mode) REFERENCES plan_months(exchange_id, indicator, month, mode)
plan_requests: plan_requests_pkey PRIMARY KEY (exchange_id, indicator, month, mode, serial)
plan_requests: plan_requests_serial_check CHECK ((serial > 0))
plans: plan_counts_after_publication CHECK (((edition > 0) AND (counts_from >= published_at)))
plans: plan_edition_whole CHECK ((((published_at IS NULL) = (edition IS NULL)) AND ((published_at IS NULL) = (counts_from IS NULL))))
plans: plan_four_eyes CHECK ((published_by <> drafted_by))
plans: plan_published_whole CHECK ((((published_at IS NULL) = (published_by IS NULL)) AND ((published_at IS NULL) = (number IS NULL))))
plans: plans_exchange_id_area_fkey FOREIGN KEY (exchange_id, area) REFERENCES areas(exchange_id, area)
plans: plans_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
plans: plans_pkey PRIMARY KEY (exchange_id, plan_id)
plans: plans_plan_id_check CHECK ((plan_id ~ '^[A-Z][0-9]{10}P[0-9]{5}$'::text))
plans: plans_version_check CHECK ((version > 0))
policy_halls: policy_halls_code_check CHECK ((code = ANY (ARRAY['items'::text, 'cases'::text, 'standards'::text, 'collection'::text])))
policy_halls: policy_halls_exchange_id_code_version_fkey FOREIGN KEY (exchange_id, code, version) REFERENCES regulations(exchange_id, code, version)
policy_halls: policy_halls_exchange_id_hall_fkey FOREIGN KEY (exchange_id, hall) REFERENCES service_halls(exchange_id, code)
policy_halls: policy_halls_pkey PRIMARY KEY (exchange_id, hall, code, version)
posts: posts_check CHECK ((until_on >= from_on))
posts: posts_check1 CHECK (((kind = 'sub-centre-head'::text) = (sub_centre IS NOT NULL)))
posts: posts_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
posts: posts_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
posts: posts_exchange_id_kind_coalesce_daterange_excl EXCLUDE USING gist (exchange_id WITH =, kind WITH =, COALESCE(sub_centre, ''::text) WITH =, daterange(from_on, until_on, '[]'::text) WITH &&) WHERE ((kind <> ALL (ARRAY['deputy-head'::text, 'conduct-supervisor'::text])))
posts: posts_exchange_id_sub_centre_fkey FOREIGN KEY (exchange_id, sub_centre) REFERENCES sub_centres(exchange_id, code)
posts: posts_kind_check CHECK ((kind = ANY (ARRAY['committee-director'::text, 'party-secretary'::text, 'head'::text, 'deputy-head'::text, 'sub-centre-head'::text, 'conduct-supervisor'::text])))
posts: posts_pkey PRIMARY KEY (exchange_id, post_id)
prequal_reviews: prequal_reviews_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
prequal_reviews: prequal_reviews_pkey PRIMARY KEY (exchange_id, tender_id, lot, version)
prequal_reviews: prequal_reviews_version_check CHECK ((version >= 1))
prequal_signatures: prequal_signatures_exchange_id_tender_id_lot_label_fkey FOREIGN KEY (exchange_id, tender_id, lot, label) REFERENCES panel_members(exchange_id, tender_id, lot, label)
prequal_signatures: prequal_signatures_exchange_id_tender_id_lot_version_fkey FOREIGN KEY (exchange_id, tender_id, lot, version) REFERENCES prequal_reviews(exchange_id, tender_id, lot, version)
prequal_signatures: prequal_signatures_pkey PRIMARY KEY (exchange_id, tender_id, lot, version, label)
privacy_requests: privacy_requests_check CHECK (((state = 'open'::text) = (decided_at IS NULL)))
privacy_requests: privacy_requests_check1 CHECK (((state <> 'refused'::text) OR (answer IS NOT NULL)))
privacy_requests: privacy_requests_exchange_id_decided_by_fkey FOREIGN KEY (exchange_id, decided_by) REFERENCES actors(exchange_id, actor_id)
privacy_requests: privacy_requests_exchange_id_person_id_fkey FOREIGN KEY (exchange_id, person_id) REFERENCES people(exchange_id, person_id)
privacy_requests: privacy_requests_kind_check CHECK ((kind = ANY (ARRAY['correction'::text, 'closing'::text])))
privacy_requests: privacy_requests_pkey PRIMARY KEY (exchange_id, request_id)
privacy_requests: privacy_requests_request_id_check CHECK ((request_id ~ '^q-[0-9a-f]{16}$'::text))
privacy_requests: privacy_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'granted'::text, 'refused'::text])))
projects: projects_budget_fen_check CHECK ((budget_fen >= (0)::numeric))
projects: projects_exchange_id_area_fkey FOREIGN KEY (exchange_id, area) REFERENCES areas(exchange_id, area)
projects: projects_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
projects: projects_exchange_id_made_by_fkey FOREIGN KEY (exchange_id, made_by) REFERENCES actors(exchange_id, actor_id)
projects: projects_investment CHECK ((((investment_fen IS NULL) = (budget_fen IS NULL)) AND (budget_fen <= investment_fen)))
projects: projects_investment_fen_check CHECK ((investment_fen > (0)::numeric))
projects: projects_pkey PRIMARY KEY (exchange_id, project_id)
projects: projects_project_id_check CHECK ((length(project_id) = 17))
proofs: proofs_exchange_id_statement_sha256_fkey FOREIGN KEY (exchange_id, statement_sha256) REFERENCES lodgements(exchange_id, statement_sha256)
proofs: proofs_pkey PRIMARY KEY (exchange_id, statement_sha256)
question_answers: question_answers_exchange_id_tender_id_sha256_fkey FOREIGN KEY (exchange_id, tender_id, sha256) REFERENCES questions(exchange_id, tender_id, sha256)
question_answers: question_answers_pkey PRIMARY KEY (exchange_id, tender_id, sha256)
question_box: question_box_about_check CHECK ((about = ANY (ARRAY['documents'::text, 'site-visit'::text])))
question_box: question_box_exchange_id_tender_id_fkey FOREIGN KEY (exchange_id, tender_id) REFERENCES tenders(exchange_id, tender_id)
question_box: question_box_exchange_id_tender_id_ticket_key UNIQUE (exchange_id, tender_id, ticket)
question_box: question_box_pkey PRIMARY KEY (exchange_id, tender_id, sha256)
question_box: question_box_ticket_check CHECK ((octet_length(ticket) = 32))
question_keys: question_keys_exchange_id_tender_id_fkey FOREIGN KEY (exchange_id, tender_id) REFERENCES tenders(exchange_id, tender_id)
question_keys: question_keys_pkey PRIMARY KEY (exchange_id, tender_id)
question_tickets: question_tickets_exchange_id_tender_id_firm_asked_sha256_key UNIQUE (exchange_id, tender_id, firm, asked_sha256)
question_tickets: question_tickets_exchange_id_tender_id_fkey FOREIGN KEY (exchange_id, tender_id) REFERENCES tenders(exchange_id, tender_id)
question_tickets: question_tickets_pkey PRIMARY KEY (exchange_id, tender_id, firm, serial)
question_tickets: question_tickets_serial_check CHECK ((serial >= 1))
questions: questions_about_check CHECK ((about = ANY (ARRAY['documents'::text, 'site-visit'::text])))
questions: questions_exchange_id_tender_id_fkey FOREIGN KEY (exchange_id, tender_id) REFERENCES tenders(exchange_id, tender_id)
questions: questions_exchange_id_tender_id_ticket_key UNIQUE (exchange_id, tender_id, ticket)
questions: questions_pkey PRIMARY KEY (exchange_id, tender_id, sha256)
questions: questions_ticket_check CHECK ((octet_length(ticket) = 32))
recoveries: recoveries_check CHECK (((approver IS NULL) OR ((approver <> opener) AND (approver <> person_id))))
recoveries: recoveries_check1 CHECK (((opener IS NULL) OR (opener <> person_id)))
recoveries: recoveries_check2 CHECK (((state = ANY (ARRAY['approved'::text, 'used'::text])) <= ((approver IS NOT NULL) AND (opener IS NOT NULL) AND (code_sha256 IS NOT NULL))))
recoveries: recoveries_exchange_id_person_id_fkey FOREIGN KEY (exchange_id, person_id) REFERENCES people(exchange_id, person_id)
recoveries: recoveries_pkey PRIMARY KEY (exchange_id, recovery_id)
recoveries: recoveries_recovery_id_check CHECK ((recovery_id ~ '^l-[0-9a-f]{16}$'::text))
recoveries: recoveries_state_check CHECK ((state = ANY (ARRAY['reported'::text, 'opened'::text, 'approved'::text, 'used'::text, 'cancelled'::text])))
refund_returns: refund_returns_exchange_id_reference_attempt_fkey FOREIGN KEY (exchange_id, reference, attempt) REFERENCES refunds(exchange_id, reference, attempt)
refund_returns: refund_returns_pkey PRIMARY KEY (exchange_id, reference, attempt)
refunds: refunds_attempt_check CHECK ((attempt > 0))
refunds: refunds_charge_fen_check CHECK ((charge_fen >= 0))
refunds: refunds_exchange_id_reference_fkey FOREIGN KEY (exchange_id, reference) REFERENCES guarantees(exchange_id, reference)
refunds: refunds_own_fault_check CHECK ((own_fault <> ''::text))
refunds: refunds_pkey PRIMARY KEY (exchange_id, reference, attempt)
refused_gifts: refused_gifts_disposal_check CHECK ((disposal = ANY (ARRAY['refused'::text, 'returned'::text, 'handed-in'::text])))
refused_gifts: refused_gifts_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
refused_gifts: refused_gifts_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
refused_gifts: refused_gifts_giver_check CHECK ((giver = ANY (ARRAY['applicant'::text, 'firm'::text, 'intermediary'::text, 'unknown'::text])))
refused_gifts: refused_gifts_pkey PRIMARY KEY (exchange_id, gift)
refused_lodgements: refused_lodgements_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
refused_lodgements: refused_lodgements_pkey PRIMARY KEY (exchange_id, refusal_id)
refused_lodgements: refused_lodgements_salt_check CHECK ((length(salt) = 16))
registrations: registrations_exchange_id_person_id_fkey FOREIGN KEY (exchange_id, person_id) REFERENCES people(exchange_id, person_id)
registrations: registrations_pkey PRIMARY KEY (exchange_id, registration_id)
registrations: registrations_registration_id_check CHECK ((registration_id ~ '^[a-z0-9-]{1,64}$'::text))
registrations: registrations_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text, 'accepted'::text, 'refused'::text])))
regulations: regulations_check CHECK ((json_sha256 = encode(sha256("json"), 'hex'::text)))
regulations: regulations_check1 CHECK (((kind = 'policy'::text) = (code = ANY (ARRAY['items'::text, 'cases'::text, 'standards'::text, 'collection'::text]))))
regulations: regulations_check2 CHECK (((kind <> 'policy'::text) OR (status = 'in-force'::text)))
regulations: regulations_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,39}$'::text))
regulations: regulations_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
regulations: regulations_kind_check CHECK ((kind = ANY (ARRAY['policy'::text, 'regulation'::text, 'procedure'::text, 'system'::text, 'studied'::text])))
regulations: regulations_pdf_sha256_check CHECK ((pdf_sha256 ~ '^[0-9a-f]{64}$'::text))
regulations: regulations_pkey PRIMARY KEY (exchange_id, code, version)
regulations: regulations_status_check CHECK ((status = ANY (ARRAY['in-force'::text, 'repealed'::text])))
regulations: regulations_version_check CHECK ((version > 0))
rehearsal_texts: rehearsal_texts_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
rehearsal_texts: rehearsal_texts_pkey PRIMARY KEY (exchange_id, text_id)
rejections: rejections_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
rejections: rejections_pkey PRIMARY KEY (exchange_id, tender_id, lot, bidder)
releases: releases_exchange_id_tender_id_lot_part_fkey FOREIGN KEY (exchange_id, tender_id, lot, part) REFERENCES parts(exchange_id, tender_id, lot, part)
releases: releases_pkey PRIMARY KEY (exchange_id, tender_id, lot, part, opener)
report_opinions: report_opinions_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
report_opinions: report_opinions_pkey PRIMARY KEY (exchange_id, tender_id, lot, label, serial)
report_opinions: report_opinions_serial_check CHECK ((serial >= 1))
representative_invitations: representative_invitations_exchange_id_uscc_fkey FOREIGN KEY (exchange_id, uscc) REFERENCES organisations(exchange_id, uscc)
representative_invitations: representative_invitations_pkey PRIMARY KEY (exchange_id, code_sha256)
representative_invitations: representative_invitations_rank_check CHECK ((rank = ANY (ARRAY['administrator'::text, 'member'::text, 'reader'::text])))
reserve_ends: reserve_ends_check CHECK ((encode(sha256(file), 'hex'::text) = commitment))
reserve_ends: reserve_ends_check1 CHECK (((file IS NULL) <> (lost_reason IS NULL)))
reserve_ends: reserve_ends_exchange_id_tender_id_lot_commitment_fkey FOREIGN KEY (exchange_id, tender_id, lot, commitment) REFERENCES reserves(exchange_id, tender_id, lot, commitment)
reserve_ends: reserve_ends_lost_reason_check CHECK ((lost_reason <> ''::text))
reserve_ends: reserve_ends_pkey PRIMARY KEY (exchange_id, tender_id, lot)
reserves: reserves_commitment_check CHECK ((commitment ~ '^[0-9a-f]{64}$'::text))
reserves: reserves_exchange_id_tender_id_lot_commitment_key UNIQUE (exchange_id, tender_id, lot, commitment)
reserves: reserves_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
reserves: reserves_pkey PRIMARY KEY (exchange_id, tender_id, lot)
returns: returns_check CHECK ((returned_by <> prepared_by))
returns: returns_exchange_id_tender_id_clarification_fkey FOREIGN KEY (exchange_id, tender_id, clarification) REFERENCES clarifications(exchange_id, tender_id, serial)
returns: returns_exchange_id_tender_id_fkey FOREIGN KEY (exchange_id, tender_id) REFERENCES tenders(exchange_id, tender_id)
returns: returns_pkey PRIMARY KEY (exchange_id, tender_id, serial)
returns: returns_reason_check CHECK ((reason <> ''::text))
returns: returns_serial_check CHECK ((serial > 0))
revocation_snapshots: revocation_snapshots_check CHECK (((kind = 'ocsp'::text) = (serial IS NOT NULL)))
revocation_snapshots: revocation_snapshots_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
revocation_snapshots: revocation_snapshots_issuer_check CHECK ((issuer ~ '^[0-9a-f]{64}$'::text))
revocation_snapshots: revocation_snapshots_kind_check CHECK ((kind = ANY (ARRAY['crl'::text, 'ocsp'::text])))
revocation_snapshots: revocation_snapshots_pkey PRIMARY KEY (exchange_id, sha256)
revocation_snapshots: revocation_snapshots_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
rooms: rooms_buffer_minutes_check CHECK (((buffer_minutes >= 0) AND (buffer_minutes <= 240)))
rooms: rooms_exchange_id_venue_id_fkey FOREIGN KEY (exchange_id, venue_id) REFERENCES venues(exchange_id, venue_id)
rooms: rooms_exchange_id_venue_id_name_key UNIQUE (exchange_id, venue_id, name)
rooms: rooms_kind_check CHECK ((kind = ANY (ARRAY['opening'::text, 'evaluation'::text, 'negotiation'::text, 'waiting'::text])))
rooms: rooms_lockers_check CHECK (((lockers >= 0) AND (lockers <= 500)))
rooms: rooms_pkey PRIMARY KEY (exchange_id, room_id)
sale_archives: sale_archives_exchange_id_sale_id_fkey FOREIGN KEY (exchange_id, sale_id) REFERENCES sales(exchange_id, sale_id)
sale_archives: sale_archives_pkey PRIMARY KEY (exchange_id, sale_id, serial)
sale_archives: sale_archives_serial_check CHECK ((serial > 0))
sale_archives: sale_archives_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
sale_deal_acts: sale_deal_acts_exchange_id_sale_id_lot_fkey FOREIGN KEY (exchange_id, sale_id, lot) REFERENCES sale_lots(exchange_id, sale_id, lot)
sale_deal_acts: sale_deal_acts_exchange_id_sale_id_lot_round_step_once_key UNIQUE (exchange_id, sale_id, lot, round, step, once)
sale_deal_acts: sale_deal_acts_once_check CHECK ((once <> ''::text))
sale_deal_acts: sale_deal_acts_pkey PRIMARY KEY (exchange_id, sale_id, lot, round, serial)
sale_deal_acts: sale_deal_acts_round_check CHECK ((round > 0))
sale_deal_acts: sale_deal_acts_serial_check CHECK ((serial > 0))
sale_deal_acts: sale_deal_acts_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
sale_deal_acts: sale_deal_acts_step_check CHECK ((step = ANY (ARRAY['prepared'::text, 'signed'::text, 'published'::text, 'contracted'::text, 'paid'::text, 'reversed'::text, 'settled'::text, 'refused'::text, 'proposed'::text, 'answered'::text, 'kept'::text, 'dropped'::text])))
sale_lots: sale_lots_code_check CHECK ((code ~ '^[A-Za-z0-9._-]{1,64}$'::text))
sale_lots: sale_lots_exchange_id_code_key UNIQUE (exchange_id, code)
sale_lots: sale_lots_exchange_id_sale_id_fkey FOREIGN KEY (exchange_id, sale_id) REFERENCES sales(exchange_id, sale_id)
sale_lots: sale_lots_lot_check CHECK ((lot ~ '^[A-Za-z0-9._-]{1,64}$'::text))
sale_lots: sale_lots_pkey PRIMARY KEY (exchange_id, sale_id, lot)
sale_moves: sale_moves_exchange_id_sale_id_fkey FOREIGN KEY (exchange_id, sale_id) REFERENCES sales(exchange_id, sale_id)
sale_moves: sale_moves_pkey PRIMARY KEY (exchange_id, sale_id, lot, serial)
sale_moves: sale_moves_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000)))
sale_moves: sale_moves_serial_check CHECK ((serial > 0))
sale_outcomes: sale_outcomes_amount_fen_check CHECK ((amount_fen > 0))
sale_outcomes: sale_outcomes_check CHECK ((((how = 'deal'::text) = (firm IS NOT NULL)) AND ((firm IS NULL) = (amount_fen IS NULL))))
sale_outcomes: sale_outcomes_check1 CHECK (((how = 'no-deal'::text) OR (reserve <> 'not-reached'::text)))
sale_outcomes: sale_outcomes_check2 CHECK (((auction_id IS NOT NULL) OR ((how = 'deal'::text) AND (reserve = 'none'::text))))
sale_outcomes: sale_outcomes_exchange_id_auction_id_fkey FOREIGN KEY (exchange_id, auction_id) REFERENCES auctions(exchange_id, auction_id)
sale_outcomes: sale_outcomes_exchange_id_sale_id_lot_fkey FOREIGN KEY (exchange_id, sale_id, lot) REFERENCES sale_lots(exchange_id, sale_id, lot)
sale_outcomes: sale_outcomes_firm_check CHECK ((firm ~ '^[0-9A-Z]{18}$'::text))
sale_outcomes: sale_outcomes_how_check CHECK ((how = ANY (ARRAY['deal'::text, 'no-deal'::text])))
sale_outcomes: sale_outcomes_pkey PRIMARY KEY (exchange_id, sale_id, lot, round)
sale_outcomes: sale_outcomes_reserve_check CHECK ((reserve = ANY (ARRAY['none'::text, 'reached'::text, 'not-reached'::text])))
sale_outcomes: sale_outcomes_round_check CHECK ((round > 0))
sale_reserves: sale_reserves_commitment_check CHECK ((commitment ~ '^[0-9a-f]{64}$'::text))
sale_reserves: sale_reserves_exchange_id_auction_id_fkey FOREIGN KEY (exchange_id, auction_id) REFERENCES auctions(exchange_id, auction_id)
sale_reserves: sale_reserves_exchange_id_sale_id_lot_fkey FOREIGN KEY (exchange_id, sale_id, lot) REFERENCES sale_lots(exchange_id, sale_id, lot)
sale_reserves: sale_reserves_participants_check CHECK ((((jsonb_array_length(participants) >= 2) AND (jsonb_array_length(participants) <= 30)) AND (length((participants)::text) <= 4000)))
sale_reserves: sale_reserves_pkey PRIMARY KEY (exchange_id, sale_id, lot, serial)
sale_reserves: sale_reserves_record_check CHECK (((length(record) >= 1) AND (length(record) <= 200)))
sale_reserves: sale_reserves_serial_check CHECK (((serial >= 1) AND (serial <= 99)))
sale_rounds: round_four_eyes CHECK ((published_by <> drafted_by))
sale_rounds: sale_rounds_exchange_id_sale_id_fkey FOREIGN KEY (exchange_id, sale_id) REFERENCES sales(exchange_id, sale_id)
sale_rounds: sale_rounds_pkey PRIMARY KEY (exchange_id, sale_id, round)
sale_rounds: sale_rounds_round_check CHECK ((round > 0))
sale_singles: sale_singles_exchange_id_sale_id_lot_fkey FOREIGN KEY (exchange_id, sale_id, lot) REFERENCES sale_lots(exchange_id, sale_id, lot)
sale_singles: sale_singles_file_check CHECK (((octet_length(file) >= 2) AND (octet_length(file) <= 65535)))
sale_singles: sale_singles_pkey PRIMARY KEY (exchange_id, sale_id, lot, round)
sale_singles: sale_singles_round_check CHECK ((round > 0))
sales: sales_exchange_id_area_fkey FOREIGN KEY (exchange_id, area) REFERENCES areas(exchange_id, area)
sales: sales_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
sales: sales_line_check CHECK (((length(line) >= 1) AND (length(line) <= 40)))
sales: sales_pkey PRIMARY KEY (exchange_id, sale_id)
sales: sales_sale_id_check CHECK ((sale_id ~ '^[A-Z][0-9]{10}S[0-9]{5}$'::text))
sales: sales_seller_name_check CHECK (((length(seller_name) >= 1) AND (length(seller_name) <= 200)))
sales: sales_seller_uscc_check CHECK ((seller_uscc ~ '^[0-9A-Z]{18}$'::text))
sales: sales_version_check CHECK ((version > 0))
schedule_acts: schedule_acts_exchange_id_tender_id_fkey FOREIGN KEY (exchange_id, tender_id) REFERENCES tenders(exchange_id, tender_id)
schedule_acts: schedule_acts_kind_check CHECK ((kind = ANY (ARRAY['scheduled'::text, 'unscheduled'::text])))
schedule_acts: schedule_acts_pkey PRIMARY KEY (exchange_id, tender_id, serial)
schedule_acts: schedule_acts_salt_check CHECK ((octet_length(salt) = 16))
schedule_acts: schedule_acts_serial_check CHECK ((serial > 0))
served_assets: served_assets_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
served_assets: served_assets_path_check CHECK ((path ~~ '/%'::text))
served_assets: served_assets_pkey PRIMARY KEY (exchange_id, outbox_id)
served_assets: served_assets_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
service_halls: service_halls_check CHECK ((until_on >= from_on))
service_halls: service_halls_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,19}$'::text))
service_halls: service_halls_exchange_id_sub_centre_fkey FOREIGN KEY (exchange_id, sub_centre) REFERENCES sub_centres(exchange_id, code)
service_halls: service_halls_pkey PRIMARY KEY (exchange_id, code)
service_log: service_log_check CHECK (((kind <> 'chosen'::text) OR (made_as = ANY (ARRAY['citizen'::text, 'bidder'::text]))))
service_log: service_log_exchange_id_concierge_fkey FOREIGN KEY (exchange_id, concierge) REFERENCES concierges(exchange_id, concierge)
service_log: service_log_exchange_id_project_fkey FOREIGN KEY (exchange_id, project) REFERENCES investment_projects(exchange_id, project)
service_log: service_log_exchange_id_project_request_fkey FOREIGN KEY (exchange_id, project, request) REFERENCES concierge_requests(exchange_id, project, serial)
service_log: service_log_kind_check CHECK ((kind = ANY (ARRAY['registered'::text, 'proposed'::text, 'chosen'::text, 'raised'::text, 'dispatch'::text, 'start'::text, 'escalate'::text, 'solve'::text, 'rate'::text, 'note'::text, 'stage'::text, 'meeting'::text, 'told-once'::text, 'supervise'::text])))
service_log: service_log_number_check CHECK ((number > 0))
service_log: service_log_pkey PRIMARY KEY (exchange_id, project, number)
service_slots: service_slots_check CHECK ((from_at < until_at))
service_slots: service_slots_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
service_slots: service_slots_exchange_id_unit_from_at_key UNIQUE (exchange_id, unit, from_at)
service_slots: service_slots_pkey PRIMARY KEY (exchange_id, slot)
service_slots: service_slots_places_check CHECK (((places >= 1) AND (places <= 500)))
service_slots: slots_within_places CHECK (((taken >= 0) AND (taken <= places)))
sessions: sessions_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
sessions: sessions_exchange_id_person_id_fkey FOREIGN KEY (exchange_id, person_id) REFERENCES people(exchange_id, person_id)
sessions: sessions_how_check CHECK ((how = ANY (ARRAY['passkey'::text, 'certificate'::text, 'password'::text, 'rehearsal'::text])))
sessions: sessions_pkey PRIMARY KEY (exchange_id, session_sha256)
sheet_drafts: sheet_drafts_exchange_id_tender_id_lot_label_fkey FOREIGN KEY (exchange_id, tender_id, lot, label) REFERENCES panel_members(exchange_id, tender_id, lot, label)
sheet_drafts: sheet_drafts_pkey PRIMARY KEY (exchange_id, tender_id, lot, label, bidder, criterion)
sheets: sheets_exchange_id_tender_id_lot_label_fkey FOREIGN KEY (exchange_id, tender_id, lot, label) REFERENCES panel_members(exchange_id, tender_id, lot, label)
sheets: sheets_pkey PRIMARY KEY (exchange_id, tender_id, lot, label, part, serial)
sheets: sheets_serial_check CHECK ((serial >= 1))
sign_ins: sign_ins_exchange_id_person_id_fkey FOREIGN KEY (exchange_id, person_id) REFERENCES people(exchange_id, person_id)
sign_ins: sign_ins_how_check CHECK ((how = ANY (ARRAY['passkey'::text, 'certificate'::text, 'password'::text, 'rehearsal'::text])))
sign_ins: sign_ins_pkey PRIMARY KEY (exchange_id, sign_in_id)
signal_notes: signal_notes_bidders_check CHECK ((array_length(bidders, 1) >= 2))
signal_notes: signal_notes_disposal_check CHECK ((disposal = ANY (ARRAY['looked-into'::text, 'explained'::text, 'referred'::text])))
signal_notes: signal_notes_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
signal_notes: signal_notes_pkey PRIMARY KEY (exchange_id, tender_id, lot, serial)
signal_notes: signal_notes_serial_check CHECK ((serial > 0))
signal_runs: signal_runs_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
signal_runs: signal_runs_inputs_check CHECK ((inputs ~ '^[0-9a-f]{64}$'::text))
signal_runs: signal_runs_pkey PRIMARY KEY (exchange_id, tender_id, lot, serial)
signal_runs: signal_runs_serial_check CHECK ((serial > 0))
signal_runs: signal_runs_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
signed_acts: signed_acts_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
signed_acts: signed_acts_exchange_id_person_id_fkey FOREIGN KEY (exchange_id, person_id) REFERENCES people(exchange_id, person_id)
signed_acts: signed_acts_exchange_id_text_sha256_key UNIQUE (exchange_id, text_sha256)
signed_acts: signed_acts_pkey PRIMARY KEY (exchange_id, sha256)
signed_acts: signed_acts_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
signed_acts: signed_acts_text_sha256_check CHECK ((text_sha256 ~ '^[0-9a-f]{64}$'::text))
sitting_days: sitting_days_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
sitting_days: sitting_days_pkey PRIMARY KEY (exchange_id, unit, on_day)
sub_centres: sub_centres_check CHECK ((until_on >= from_on))
sub_centres: sub_centres_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,19}$'::text))
sub_centres: sub_centres_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
sub_centres: sub_centres_exchange_id_kind_daterange_excl EXCLUDE USING gist (exchange_id WITH =, kind WITH =, daterange(from_on, until_on, '[]'::text) WITH &&) WHERE ((kind <> 'district'::text))
sub_centres: sub_centres_exchange_id_unit_code_fkey FOREIGN KEY (exchange_id, unit_code) REFERENCES units(exchange_id, code)
sub_centres: sub_centres_kind_check CHECK ((kind = ANY (ARRAY['approval'::text, 'complaints'::text, 'exchange'::text, 'treasury'::text, 'district'::text])))
sub_centres: sub_centres_pkey PRIMARY KEY (exchange_id, code)
tender_checks: tender_checks_exchange_id_tender_id_fkey FOREIGN KEY (exchange_id, tender_id) REFERENCES tenders(exchange_id, tender_id)
tender_checks: tender_checks_occasion_check CHECK ((occasion = ANY (ARRAY['asked'::text, 'submission'::text, 'publication'::text])))
tender_checks: tender_checks_pkey PRIMARY KEY (exchange_id, tender_id, serial)
tender_checks: tender_checks_serial_check CHECK ((serial > 0))
tenders: plan_or_reason CHECK (((plan_id IS NULL) OR (plan_exempt IS NULL)))
tenders: schedule_ahead CHECK ((publish_at > approved_at))
tenders: schedule_four_eyes CHECK ((approved_by <> submitted_by))
tenders: schedule_of_a_submitted CHECK (((publish_at IS NULL) OR (submitted_by IS NOT NULL)))
tenders: schedule_whole CHECK ((((publish_at IS NULL) = (approved_by IS NULL)) AND ((publish_at IS NULL) = (approved_at IS NULL))))
tenders: tenders_check CHECK ((published_by <> submitted_by))
tenders: tenders_exchange_id_project_id_fkey FOREIGN KEY (exchange_id, project_id) REFERENCES projects(exchange_id, project_id)
tenders: tenders_follow_a_plan FOREIGN KEY (exchange_id, plan_id) REFERENCES plans(exchange_id, plan_id)
tenders: tenders_follow_a_tender FOREIGN KEY (exchange_id, retender_of) REFERENCES tenders(exchange_id, tender_id)
tenders: tenders_pkey PRIMARY KEY (exchange_id, tender_id)
tenders: tenders_plan_exempt_check CHECK ((plan_exempt <> ''::text))
tenders: tenders_tender_id_check CHECK ((length(tender_id) = 20))
timed_checkpoints: timed_checkpoints_check CHECK ((to_at >= from_at))
timed_checkpoints: timed_checkpoints_exchange_id_size_fkey FOREIGN KEY (exchange_id, size) REFERENCES tree_heads(exchange_id, size)
timed_checkpoints: timed_checkpoints_pkey PRIMARY KEY (exchange_id, from_at, to_at, size)
tokens: tokens_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
tokens: tokens_pkey PRIMARY KEY (exchange_id, token_sha256)
told_once_papers: told_once_papers_check CHECK ((json_sha256 = encode(sha256("json"), 'hex'::text)))
told_once_papers: told_once_papers_check1 CHECK (((unit_code IS NULL) <> (meeting IS NULL)))
told_once_papers: told_once_papers_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
told_once_papers: told_once_papers_exchange_id_meeting_fkey FOREIGN KEY (exchange_id, meeting) REFERENCES coordination_meetings(exchange_id, meeting)
told_once_papers: told_once_papers_exchange_id_unit_code_fkey FOREIGN KEY (exchange_id, unit_code) REFERENCES units(exchange_id, code)
told_once_papers: told_once_papers_pkey PRIMARY KEY (exchange_id, paper_id)
tree_heads: tree_heads_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
tree_heads: tree_heads_pkey PRIMARY KEY (exchange_id, size)
tree_heads: tree_heads_root_check CHECK ((octet_length(root) = 32))
tree_heads: tree_heads_size_check CHECK ((size > 0))
unit_hand_overs: unit_hand_overs_check CHECK ((has_single_approval_section OR (NOT section_moved_whole)))
unit_hand_overs: unit_hand_overs_check1 CHECK (((uses_approval_seal = (seal_paper IS NOT NULL)) AND (uses_approval_seal = (seal_sha256 IS NOT NULL))))
unit_hand_overs: unit_hand_overs_exchange_id_unit_code_fkey FOREIGN KEY (exchange_id, unit_code) REFERENCES units(exchange_id, code)
unit_hand_overs: unit_hand_overs_pkey PRIMARY KEY (exchange_id, unit_code, serial)
unit_hand_overs: unit_hand_overs_serial_check CHECK ((serial > 0))
units: units_check CHECK ((until_on >= from_on))
units: units_check1 CHECK ((parent_code <> code))
units: units_code_check CHECK ((code ~ '^[0-9]{3,12}$'::text))
units: units_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
units: units_exchange_id_parent_code_fkey FOREIGN KEY (exchange_id, parent_code) REFERENCES units(exchange_id, code)
units: units_exchange_id_uscc_daterange_excl EXCLUDE USING gist (exchange_id WITH =, uscc WITH =, daterange(from_on, until_on, '[]'::text) WITH &&)
units: units_exchange_id_uscc_fkey FOREIGN KEY (exchange_id, uscc) REFERENCES organisations(exchange_id, uscc)
units: units_kinds_check CHECK (((cardinality(kinds) > 0) AND (kinds <@ ARRAY['collecting'::text, 'budget'::text, 'finance'::text, 'centre'::text, 'approving'::text, 'government'::text])))
units: units_level_check CHECK ((level = ANY (ARRAY['city'::text, 'district'::text])))
units: units_pkey PRIMARY KEY (exchange_id, code)
uploads: uploads_check CHECK (((received >= 0) AND (received <= size)))
uploads: uploads_check1 CHECK (((state = ANY (ARRAY['storing'::text, 'finished'::text])) <= ((sha256 IS NOT NULL) AND (received = size))))
uploads: uploads_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
uploads: uploads_expected_check CHECK ((expected ~ '^[0-9a-f]{64}$'::text))
uploads: uploads_name_check CHECK ((octet_length(name) <= 255))
uploads: uploads_pkey PRIMARY KEY (exchange_id, upload_id)
uploads: uploads_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
uploads: uploads_size_check CHECK ((size > 0))
uploads: uploads_state_check CHECK ((state = ANY (ARRAY['open'::text, 'storing'::text, 'finished'::text, 'refused'::text])))
uploads: uploads_upload_id_check CHECK ((upload_id ~ '^[0-9a-f]{32}$'::text))
venues: venues_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
venues: venues_exchange_id_name_key UNIQUE (exchange_id, name)
venues: venues_pkey PRIMARY KEY (exchange_id, venue_id)
visit_bookings: visit_bookings_exchange_id_slot_fkey FOREIGN KEY (exchange_id, slot) REFERENCES service_slots(exchange_id, slot)
visit_bookings: visit_bookings_pkey PRIMARY KEY (exchange_id, slot, owner, serial)
visit_bookings: visit_bookings_serial_check CHECK ((serial > 0))
way_acts: way_acts_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
way_acts: way_acts_kind_check CHECK ((kind = ANY (ARRAY['finding'::text, 'change'::text])))
way_acts: way_acts_pkey PRIMARY KEY (exchange_id, tender_id, lot, kind)
window_seats: window_seats_check CHECK ((until_on >= from_on))
window_seats: window_seats_exchange_id_actor_id_daterange_excl EXCLUDE USING gist (exchange_id WITH =, actor_id WITH =, daterange(from_on, until_on, '[]'::text) WITH &&)
window_seats: window_seats_exchange_id_actor_id_fkey FOREIGN KEY (exchange_id, actor_id) REFERENCES actors(exchange_id, actor_id)
window_seats: window_seats_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
window_seats: window_seats_number_check CHECK (((number >= 1) AND (number <= 9999)))
window_seats: window_seats_pkey PRIMARY KEY (exchange_id, number, actor_id, from_on)
windows: windows_check CHECK ((until_on >= from_on))
windows: windows_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES exchanges(exchange_id)
windows: windows_exchange_id_hall_code_fkey FOREIGN KEY (exchange_id, hall_code) REFERENCES service_halls(exchange_id, code)
windows: windows_exchange_id_number_daterange_excl EXCLUDE USING gist (exchange_id WITH =, number WITH =, daterange(from_on, until_on, '[]'::text) WITH &&)
windows: windows_exchange_id_unit_code_fkey FOREIGN KEY (exchange_id, unit_code) REFERENCES units(exchange_id, code)
windows: windows_number_check CHECK (((number >= 1) AND (number <= 9999)))
windows: windows_pkey PRIMARY KEY (exchange_id, number, from_on)
windows: windows_tasks_check CHECK (((cardinality(tasks) > 0) AND (tasks <@ ARRAY['consult'::text, 'accept'::text, 'fees'::text, 'deliver'::text])))
winner_failures: winner_failures_exchange_id_tender_id_lot_fkey FOREIGN KEY (exchange_id, tender_id, lot) REFERENCES lots(exchange_id, tender_id, lot)
winner_failures: winner_failures_pkey PRIMARY KEY (exchange_id, tender_id, lot, bidder)

-- indexes
CREATE UNIQUE INDEX acceptances_pkey ON public.acceptances USING btree (exchange_id, tender_id, lot, serial)
CREATE UNIQUE INDEX activities_pkey ON public.activities USING btree (exchange_id, activity)
CREATE UNIQUE INDEX activity_people_pkey ON public.activity_people USING btree (exchange_id, activity, actor_id)
CREATE INDEX actors_of_organisation ON public.actors USING btree (exchange_id, org_uscc)
CREATE INDEX actors_of_person ON public.actors USING btree (exchange_id, person_id)
CREATE UNIQUE INDEX actors_pkey ON public.actors USING btree (exchange_id, actor_id)
CREATE UNIQUE INDEX one_office_at_principal ON public.actors USING btree (exchange_id, person_id, org_uscc, agency_uscc) WHERE ((agency_uscc IS NOT NULL) AND (ended_at IS NULL))
CREATE UNIQUE INDEX admission_lists_pkey ON public.admission_lists USING btree (exchange_id, tender_id, lot)
CREATE INDEX admissions_of_firm ON public.admissions USING btree (exchange_id, firm)
CREATE UNIQUE INDEX admissions_pkey ON public.admissions USING btree (exchange_id, tender_id, lot, firm)
CREATE UNIQUE INDEX answer_months_pkey ON public.answer_months USING btree (exchange_id, month, unit, grade)
CREATE UNIQUE INDEX answered_questions_pkey ON public.answered_questions USING btree (exchange_id, tender_id, sha256)
CREATE UNIQUE INDEX api_tokens_exchange_id_token_sha256_key ON public.api_tokens USING btree (exchange_id, token_sha256)
CREATE INDEX api_tokens_of_person ON public.api_tokens USING btree (exchange_id, person_id)
CREATE UNIQUE INDEX api_tokens_pkey ON public.api_tokens USING btree (exchange_id, token_id)
CREATE UNIQUE INDEX application_deposit_ends_pkey ON public.application_deposit_ends USING btree (exchange_id, reference, bank, transaction, serial)
CREATE UNIQUE INDEX application_deposits_pkey ON public.application_deposits USING btree (exchange_id, reference, bank, transaction)
CREATE UNIQUE INDEX application_refund_returns_pkey ON public.application_refund_returns USING btree (exchange_id, reference, bank, transaction, serial)
CREATE UNIQUE INDEX application_reviews_pkey ON public.application_reviews USING btree (exchange_id, sale_id, lot, firm, round)
CREATE UNIQUE INDEX applications_exchange_id_reference_key ON public.applications USING btree (exchange_id, reference)
CREATE UNIQUE INDEX applications_pkey ON public.applications USING btree (exchange_id, sale_id, lot, firm, round)
CREATE UNIQUE INDEX appraisal_formulas_exchange_id_from_on_key ON public.appraisal_formulas USING btree (exchange_id, from_on)
CREATE UNIQUE INDEX appraisal_formulas_pkey ON public.appraisal_formulas USING btree (exchange_id, version)
CREATE UNIQUE INDEX approval_mandates_by_seal ON public.approval_mandates USING btree (exchange_id, seal)
CREATE INDEX approval_mandates_of_a_holder ON public.approval_mandates USING btree (exchange_id, holder)
CREATE UNIQUE INDEX approval_mandates_pkey ON public.approval_mandates USING btree (exchange_id, mandate)
CREATE INDEX approvals_of_object ON public.approvals USING btree (exchange_id, kind, object, made_at)
CREATE UNIQUE INDEX approvals_pkey ON public.approvals USING btree (exchange_id, signed_act)
CREATE UNIQUE INDEX archives_pkey ON public.archives USING btree (exchange_id, tender_id, edition, serial)
CREATE UNIQUE INDEX areas_pkey ON public.areas USING btree (exchange_id, area)
CREATE UNIQUE INDEX assessment_answers_pkey ON public.assessment_answers USING btree (exchange_id, tender_id, lot, label, serial)
CREATE UNIQUE INDEX auction_bidders_exchange_id_auction_id_firm_key ON public.auction_bidders USING btree (exchange_id, auction_id, firm)
CREATE UNIQUE INDEX auction_bidders_pkey ON public.auction_bidders USING btree (exchange_id, auction_id, paddle)
CREATE UNIQUE INDEX auction_answers ON public.auction_happenings USING btree (exchange_id, auction_id, paddle, key) WHERE (key IS NOT NULL)
CREATE UNIQUE INDEX auction_happenings_pkey ON public.auction_happenings USING btree (exchange_id, auction_id, seq)
CREATE UNIQUE INDEX auction_interruptions_pkey ON public.auction_interruptions USING btree (exchange_id, auction_id, serial)
CREATE UNIQUE INDEX auction_keys_pkey ON public.auction_keys USING btree (exchange_id, auction_id, paddle, serial)
CREATE UNIQUE INDEX auction_leases_pkey ON public.auction_leases USING btree (exchange_id, auction_id)
CREATE INDEX auction_leases_running ON public.auction_leases USING btree (exchange_id, auction_id) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX auction_orders_pkey ON public.auction_orders USING btree (exchange_id, auction_id, serial)
CREATE UNIQUE INDEX auction_reserves_pkey ON public.auction_reserves USING btree (exchange_id, auction_id)
CREATE UNIQUE INDEX auction_reveals_pkey ON public.auction_reveals USING btree (exchange_id, auction_id, serial)
CREATE UNIQUE INDEX auction_writers_pkey ON public.auction_writers USING btree (exchange_id, writer)
CREATE UNIQUE INDEX auctions_pkey ON public.auctions USING btree (exchange_id, auction_id)
CREATE INDEX audit_by_action ON public.audit USING btree (exchange_id, action, at DESC, audit_id DESC)
CREATE INDEX audit_by_actor ON public.audit USING btree (exchange_id, actor_id, at DESC, audit_id DESC)
CREATE INDEX audit_by_object ON public.audit USING btree (exchange_id, object text_pattern_ops, at DESC, audit_id DESC)
CREATE INDEX audit_by_outcome ON public.audit USING btree (exchange_id, outcome, at DESC, audit_id DESC)
CREATE INDEX audit_by_person ON public.audit USING btree (exchange_id, person_id, at DESC, audit_id DESC)
CREATE INDEX audit_by_time ON public.audit USING btree (exchange_id, at DESC, audit_id DESC)
CREATE INDEX audit_by_xact ON public.audit USING btree (exchange_id, xact, audit_id)
CREATE UNIQUE INDEX audit_pkey ON public.audit USING btree (exchange_id, audit_id)
CREATE UNIQUE INDEX audit_checks_pkey ON public.audit_checks USING btree (exchange_id, serial)
CREATE UNIQUE INDEX audit_roots_pkey ON public.audit_roots USING btree (exchange_id, serial)
CREATE INDEX bad_records_by_uscc ON public.bad_records USING btree (exchange_id, uscc)
CREATE UNIQUE INDEX bad_records_pkey ON public.bad_records USING btree (exchange_id, complaint_no)
CREATE UNIQUE INDEX bank_accounts_exchange_id_sub_prefix_key ON public.bank_accounts USING btree (exchange_id, sub_prefix)
CREATE UNIQUE INDEX bank_accounts_pkey ON public.bank_accounts USING btree (exchange_id, number)
CREATE UNIQUE INDEX bank_acts_pkey ON public.bank_acts USING btree (exchange_id, exception, serial)
CREATE INDEX bank_credits_by_day ON public.bank_credits USING btree (exchange_id, account, value_at)
CREATE INDEX bank_credits_by_sub ON public.bank_credits USING btree (exchange_id, sub) WHERE (sub IS NOT NULL)
CREATE UNIQUE INDEX bank_credits_pkey ON public.bank_credits USING btree (exchange_id, bank, transaction)
CREATE UNIQUE INDEX bank_days_pkey ON public.bank_days USING btree (exchange_id, account, day, serial)
CREATE UNIQUE INDEX bank_events_pkey ON public.bank_events USING btree (exchange_id, bank, event)
CREATE INDEX bank_evidence_about ON public.bank_evidence USING btree (exchange_id, about)
CREATE UNIQUE INDEX bank_evidence_pkey ON public.bank_evidence USING btree (exchange_id, bank, event)
CREATE UNIQUE INDEX bank_exceptions_exchange_id_once_key ON public.bank_exceptions USING btree (exchange_id, once)
CREATE INDEX bank_exceptions_open ON public.bank_exceptions USING btree (exchange_id, number) WHERE (settled_at IS NULL)
CREATE UNIQUE INDEX bank_exceptions_pkey ON public.bank_exceptions USING btree (exchange_id, number)
CREATE UNIQUE INDEX bank_keys_pkey ON public.bank_keys USING btree (exchange_id, bank, serial)
CREATE UNIQUE INDEX bank_orders_exchange_id_cause_key ON public.bank_orders USING btree (exchange_id, cause)
CREATE INDEX bank_orders_paid ON public.bank_orders USING btree (exchange_id, account, paid_at) WHERE (paid_at IS NOT NULL)
CREATE UNIQUE INDEX bank_orders_pkey ON public.bank_orders USING btree (exchange_id, number)
CREATE INDEX bank_orders_to_do ON public.bank_orders USING btree (exchange_id, try_at) WHERE (state = ANY (ARRAY['queued'::text, 'sent'::text, 'accepted'::text]))
CREATE INDEX bank_statement_lines_by_order ON public.bank_statement_lines USING btree (exchange_id, order_number) WHERE (order_number IS NOT NULL)
CREATE INDEX bank_statement_lines_of_clearings ON public.bank_statement_lines USING btree (exchange_id, account, day) WHERE (kind = ANY (ARRAY['clearing-in'::text, 'clearing-out'::text]))
CREATE UNIQUE INDEX bank_statement_lines_pkey ON public.bank_statement_lines USING btree (exchange_id, account, transaction)
CREATE UNIQUE INDEX bank_statements_pkey ON public.bank_statements USING btree (exchange_id, account, day)
CREATE UNIQUE INDEX bank_sub_accounts_exchange_id_purpose_reference_key ON public.bank_sub_accounts USING btree (exchange_id, purpose, reference)
CREATE UNIQUE INDEX bank_sub_accounts_pkey ON public.bank_sub_accounts USING btree (exchange_id, number)
CREATE UNIQUE INDEX basic_accounts_pkey ON public.basic_accounts USING btree (exchange_id, uscc, serial)
CREATE UNIQUE INDEX bid_answers_pkey ON public.bid_answers USING btree (exchange_id, tender_id, lot, serial)
CREATE UNIQUE INDEX bid_questions_pkey ON public.bid_questions USING btree (exchange_id, tender_id, lot, serial)
CREATE UNIQUE INDEX bidder_keys_pkey ON public.bidder_keys USING btree (exchange_id, statement_sha256)
CREATE INDEX bill_lines_by_sweep ON public.bill_lines USING btree (exchange_id, swept_by)
CREATE UNIQUE INDEX bill_lines_pkey ON public.bill_lines USING btree (exchange_id, bill_no, item_code)
CREATE UNIQUE INDEX bill_moves_pkey ON public.bill_moves USING btree (exchange_id, bill_no, serial)
CREATE INDEX bill_papers_by_bill ON public.bill_papers USING btree (exchange_id, bill_no)
CREATE UNIQUE INDEX bill_papers_pkey ON public.bill_papers USING btree (exchange_id, paper_id)
CREATE UNIQUE INDEX bill_units_pkey ON public.bill_units USING btree (exchange_id, bill_no, unit_code)
CREATE INDEX bills_by_payer ON public.bills USING btree (exchange_id, payer_uscc)
CREATE INDEX bills_by_state ON public.bills USING btree (exchange_id, state)
CREATE UNIQUE INDEX bills_exchange_id_payment_code_key ON public.bills USING btree (exchange_id, payment_code)
CREATE UNIQUE INDEX bills_pkey ON public.bills USING btree (exchange_id, bill_no)
CREATE UNIQUE INDEX blind_codes_pkey ON public.blind_codes USING btree (exchange_id, tender_id, lot)
CREATE UNIQUE INDEX blind_leaks_pkey ON public.blind_leaks USING btree (exchange_id, tender_id, lot, serial)
CREATE UNIQUE INDEX book_moves_pkey ON public.book_moves USING btree (exchange_id, bill_no, book, serial)
CREATE UNIQUE INDEX booking_records_pkey ON public.booking_records USING btree (exchange_id, booking_id, number)
CREATE UNIQUE INDEX booking_rooms_pkey ON public.booking_rooms USING btree (exchange_id, booking_id, number, room_id)
CREATE INDEX rooms_are_held_once ON public.booking_rooms USING gist (exchange_id, room_id, tstzrange(from_at, held_until)) WHERE (freed_at IS NULL)
CREATE UNIQUE INDEX booking_seats_exchange_id_booking_id_room_id_seat_key ON public.booking_seats USING btree (exchange_id, booking_id, room_id, seat)
CREATE UNIQUE INDEX booking_seats_pkey ON public.booking_seats USING btree (exchange_id, booking_id, label)
CREATE INDEX bookings_by_lot ON public.bookings USING btree (exchange_id, tender_id, lot)
CREATE INDEX bookings_by_time ON public.bookings USING btree (exchange_id, from_at)
CREATE UNIQUE INDEX bookings_pkey ON public.bookings USING btree (exchange_id, booking_id)
CREATE UNIQUE INDEX budget_indicators_pkey ON public.budget_indicators USING btree (exchange_id, indicator)
CREATE UNIQUE INDEX calendar_loads_pkey ON public.calendar_loads USING btree (exchange_id, covered_until)
CREATE UNIQUE INDEX campaign_moves_pkey ON public.campaign_moves USING btree (exchange_id, campaign, sub_centre, step, serial)
CREATE UNIQUE INDEX campaign_parts_pkey ON public.campaign_parts USING btree (exchange_id, campaign, sub_centre)
CREATE UNIQUE INDEX campaigns_pkey ON public.campaigns USING btree (exchange_id, campaign)
CREATE INDEX case_answers_by_time ON public.case_answers USING btree (exchange_id, made_at, grade)
CREATE UNIQUE INDEX case_answers_pkey ON public.case_answers USING btree (exchange_id, code)
CREATE UNIQUE INDEX case_drafts_of_an_owner ON public.case_drafts USING btree (exchange_id, owner, item)
CREATE UNIQUE INDEX case_drafts_pkey ON public.case_drafts USING btree (exchange_id, draft)
CREATE UNIQUE INDEX case_import_refusals_pkey ON public.case_import_refusals USING btree (exchange_id, import, line)
CREATE INDEX case_imports_by_time ON public.case_imports USING btree (exchange_id, made_at DESC)
CREATE UNIQUE INDEX case_imports_pkey ON public.case_imports USING btree (exchange_id, import)
CREATE INDEX case_lights_of_a_unit ON public.case_lights USING btree (exchange_id, unit, at DESC)
CREATE UNIQUE INDEX case_lights_pkey ON public.case_lights USING btree (exchange_id, code, light, at)
CREATE UNIQUE INDEX case_materials_pkey ON public.case_materials USING btree (exchange_id, code, material, serial)
CREATE UNIQUE INDEX case_misconduct_pkey ON public.case_misconduct USING btree (exchange_id, code, serial)
CREATE UNIQUE INDEX case_months_pkey ON public.case_months USING btree (exchange_id, month, unit, item, case_type)
CREATE UNIQUE INDEX case_papers_pkey ON public.case_papers USING btree (exchange_id, code, kind, serial)
CREATE UNIQUE INDEX case_pauses_one_at_a_time ON public.case_pauses USING btree (exchange_id, code) WHERE (until_at IS NULL)
CREATE UNIQUE INDEX case_pauses_pkey ON public.case_pauses USING btree (exchange_id, code, serial)
CREATE UNIQUE INDEX case_steps_pkey ON public.case_steps USING btree (exchange_id, code, serial)
CREATE INDEX case_supervisions_due ON public.case_supervisions USING btree (exchange_id, due_at) WHERE ((answered_at IS NULL) AND (told_at IS NULL))
CREATE INDEX case_supervisions_open ON public.case_supervisions USING btree (exchange_id, opened_at) WHERE (answered_at IS NULL)
CREATE UNIQUE INDEX case_supervisions_pkey ON public.case_supervisions USING btree (exchange_id, code, opened_at)
CREATE INDEX case_supervisions_uncounted ON public.case_supervisions USING btree (exchange_id, opened_at) WHERE (due_at IS NULL)
CREATE INDEX cases_by_light ON public.cases USING btree (exchange_id, light_due_at) WHERE (light_due_at IS NOT NULL)
CREATE INDEX cases_by_silence ON public.cases USING btree (exchange_id, silence_at) WHERE (silence_at IS NOT NULL)
CREATE INDEX cases_decided ON public.cases USING btree (exchange_id, decided_at) WHERE (decided_at IS NOT NULL)
CREATE INDEX cases_late_by_decision ON public.cases USING btree (exchange_id, decided_at, due_on) WHERE ((decided_at IS NOT NULL) AND (in_time IS NOT TRUE))
CREATE INDEX cases_of_a_firm ON public.cases USING btree (exchange_id, applicant_uscc, made_at DESC) WHERE (applicant_uscc IS NOT NULL)
CREATE INDEX cases_of_a_template ON public.cases USING btree (exchange_id, template, decided_at) WHERE ((template IS NOT NULL) AND (decided_at IS NOT NULL))
CREATE INDEX cases_of_a_unit ON public.cases USING btree (exchange_id, unit, state, due_on, code)
CREATE INDEX cases_of_an_applicant ON public.cases USING btree (exchange_id, applicant, made_at DESC)
CREATE INDEX cases_of_an_item ON public.cases USING btree (exchange_id, item) WHERE (state <> ALL (ARRAY['delivered'::text, 'archived'::text, 'withdrawn'::text, 'not-accepted'::text]))
CREATE INDEX cases_open_by_due_day ON public.cases USING btree (exchange_id, due_on, unit) WHERE ((decided_at IS NULL) AND (due_on IS NOT NULL) AND (state <> ALL (ARRAY['withdrawn'::text, 'not-accepted'::text, 'archived'::text])))
CREATE UNIQUE INDEX cases_pkey ON public.cases USING btree (exchange_id, code)
CREATE INDEX cases_provisional ON public.cases USING btree (exchange_id, code) WHERE provisional
CREATE INDEX cases_that_run ON public.cases USING btree (exchange_id, unit, light, due_on) WHERE (state = ANY (ARRAY['accepted'::text, 'deemed-accepted'::text, 'under-review'::text, 'suspended'::text]))
CREATE UNIQUE INDEX certificate_checks_pkey ON public.certificate_checks USING btree (exchange_id, check_id)
CREATE INDEX certificates_of_person ON public.certificates USING btree (exchange_id, person_id)
CREATE UNIQUE INDEX certificates_pkey ON public.certificates USING btree (exchange_id, sha256)
CREATE INDEX challenges_by_end ON public.challenges USING btree (exchange_id, expires_at)
CREATE UNIQUE INDEX challenges_pkey ON public.challenges USING btree (exchange_id, sha256)
CREATE UNIQUE INDEX checkpoints_pkey ON public.checkpoints USING btree (exchange_id, size)
CREATE UNIQUE INDEX clarifications_pkey ON public.clarifications USING btree (exchange_id, tender_id, serial)
CREATE UNIQUE INDEX clearings_pkey ON public.clearings USING btree (exchange_id, account, day, serial)
CREATE UNIQUE INDEX clocks_pkey ON public.clocks USING btree (exchange_id)
CREATE UNIQUE INDEX close_additions_pkey ON public.close_additions USING btree (exchange_id, tender_id, lot, part, serial)
CREATE UNIQUE INDEX close_lists_pkey ON public.close_lists USING btree (exchange_id, tender_id, lot, part, version)
CREATE UNIQUE INDEX complaint_disclosures_pkey ON public.complaint_disclosures USING btree (exchange_id, complaint_no, serial)
CREATE UNIQUE INDEX complaint_handlers_pkey ON public.complaint_handlers USING btree (exchange_id, complaint_no, actor_id)
CREATE INDEX complaint_identities_equal ON public.complaint_identities USING btree (exchange_id, lookup) WHERE (lookup IS NOT NULL)
CREATE UNIQUE INDEX complaint_identities_pkey ON public.complaint_identities USING btree (exchange_id, complaint_no)
CREATE UNIQUE INDEX complaint_papers_exchange_id_paper_id_key ON public.complaint_papers USING btree (exchange_id, paper_id)
CREATE UNIQUE INDEX complaint_papers_pkey ON public.complaint_papers USING btree (exchange_id, complaint_no, kind)
CREATE UNIQUE INDEX complaint_steps_pkey ON public.complaint_steps USING btree (exchange_id, complaint_no, serial)
CREATE UNIQUE INDEX complaints_exchange_id_code_sha256_key ON public.complaints USING btree (exchange_id, code_sha256)
CREATE INDEX complaints_in_hand ON public.complaints USING btree (exchange_id, desk, state)
CREATE INDEX complaints_of_lot ON public.complaints USING btree (exchange_id, tender_id, lot) WHERE (tender_id IS NOT NULL)
CREATE UNIQUE INDEX complaints_pkey ON public.complaints USING btree (exchange_id, complaint_no)
CREATE INDEX complaints_published ON public.complaints USING btree (exchange_id, served_at DESC) WHERE (served_at IS NOT NULL)
CREATE INDEX complaints_to_remind ON public.complaints USING btree (exchange_id, remind_at) WHERE (remind_at IS NOT NULL)
CREATE UNIQUE INDEX concierge_appraisals_pkey ON public.concierge_appraisals USING btree (exchange_id, concierge, until_on)
CREATE UNIQUE INDEX concierge_requests_pkey ON public.concierge_requests USING btree (exchange_id, project, serial)
CREATE UNIQUE INDEX concierges_exchange_id_actor_id_key ON public.concierges USING btree (exchange_id, actor_id)
CREATE UNIQUE INDEX concierges_pkey ON public.concierges USING btree (exchange_id, concierge)
CREATE UNIQUE INDEX conduct_findings_pkey ON public.conduct_findings USING btree (exchange_id, finding)
CREATE UNIQUE INDEX confirmations_pkey ON public.confirmations USING btree (exchange_id, tender_id, lot, part, bidder, kind, at)
CREATE INDEX consultations_of_a_unit ON public.consultations USING btree (exchange_id, unit, asked_at DESC)
CREATE INDEX consultations_of_an_asker ON public.consultations USING btree (exchange_id, asked_by, asked_at DESC)
CREATE UNIQUE INDEX consultations_pkey ON public.consultations USING btree (exchange_id, question)
CREATE UNIQUE INDEX contract_payees_pkey ON public.contract_payees USING btree (exchange_id, contract, serial)
CREATE INDEX coordination_meetings_by_project ON public.coordination_meetings USING btree (exchange_id, project)
CREATE UNIQUE INDEX coordination_meetings_pkey ON public.coordination_meetings USING btree (exchange_id, meeting)
CREATE UNIQUE INDEX cosignatures_pkey ON public.cosignatures USING btree (exchange_id, size, witness, at)
CREATE UNIQUE INDEX cover_plans_pkey ON public.cover_plans USING btree (exchange_id)
CREATE UNIQUE INDEX declared_interests_pkey ON public.declared_interests USING btree (exchange_id, actor_id, serial)
CREATE INDEX deliveries_due ON public.deliveries USING btree (due_at) WHERE (due_at IS NOT NULL)
CREATE UNIQUE INDEX deliveries_exchange_id_message_id_actor_id_channel_key ON public.deliveries USING btree (exchange_id, message_id, actor_id, channel)
CREATE UNIQUE INDEX deliveries_pkey ON public.deliveries USING btree (exchange_id, delivery_id)
CREATE UNIQUE INDEX deposit_numbers_exchange_id_reference_key ON public.deposit_numbers USING btree (exchange_id, reference)
CREATE UNIQUE INDEX deposit_numbers_pkey ON public.deposit_numbers USING btree (exchange_id, tender_id, lot, bidder)
CREATE UNIQUE INDEX deposit_rates_pkey ON public.deposit_rates USING btree (exchange_id, account, serial)
CREATE INDEX disclosures_of ON public.disclosures USING btree (exchange_id, person_id, shown_at)
CREATE UNIQUE INDEX disclosures_pkey ON public.disclosures USING btree (exchange_id, disclosure_id)
CREATE UNIQUE INDEX disputes_exchange_id_tender_id_lot_part_statement_sha256_key ON public.disputes USING btree (exchange_id, tender_id, lot, part, statement_sha256)
CREATE UNIQUE INDEX disputes_pkey ON public.disputes USING btree (exchange_id, tender_id, lot, part, serial)
CREATE UNIQUE INDEX document_drafts_pkey ON public.document_drafts USING btree (exchange_id, tender_id, name)
CREATE UNIQUE INDEX document_texts_pkey ON public.document_texts USING btree (exchange_id, sha256)
CREATE UNIQUE INDEX documents_pkey ON public.documents USING btree (exchange_id, tender_id, name, version)
CREATE UNIQUE INDEX draw_answers_pkey ON public.draw_answers USING btree (exchange_id, tender_id, lot, number, label, place)
CREATE UNIQUE INDEX draw_arrivals_exchange_id_tender_id_lot_number_actor_id_key ON public.draw_arrivals USING btree (exchange_id, tender_id, lot, number, actor_id)
CREATE UNIQUE INDEX draw_arrivals_pkey ON public.draw_arrivals USING btree (exchange_id, tender_id, lot, number, label)
CREATE INDEX draw_calls_by_ticket ON public.draw_calls USING btree (exchange_id, ticket)
CREATE UNIQUE INDEX draw_calls_pkey ON public.draw_calls USING btree (exchange_id, tender_id, lot, number, label, place)
CREATE UNIQUE INDEX draw_codes_pkey ON public.draw_codes USING btree (exchange_id, tender_id, lot, number, place)
CREATE UNIQUE INDEX draw_contributions_pkey ON public.draw_contributions USING btree (exchange_id, tender_id, lot, number, kind, name)
CREATE UNIQUE INDEX draw_escrows_pkey ON public.draw_escrows USING btree (exchange_id, tender_id, lot, number, name)
CREATE UNIQUE INDEX draw_files_pkey ON public.draw_files USING btree (exchange_id, tender_id, lot, number, kind, place)
CREATE UNIQUE INDEX draw_releases_pkey ON public.draw_releases USING btree (exchange_id, tender_id, lot, number, name, opener)
CREATE UNIQUE INDEX draw_replacements_pkey ON public.draw_replacements USING btree (exchange_id, tender_id, lot, number, place)
CREATE UNIQUE INDEX draws_pkey ON public.draws USING btree (exchange_id, tender_id, lot, number)
CREATE UNIQUE INDEX evaluations_pkey ON public.evaluations USING btree (exchange_id, tender_id, lot)
CREATE UNIQUE INDEX exchanges_host_key ON public.exchanges USING btree (host)
CREATE UNIQUE INDEX exchanges_origin_key ON public.exchanges USING btree (origin)
CREATE UNIQUE INDEX exchanges_pkey ON public.exchanges USING btree (exchange_id)
CREATE INDEX expert_assessments_by_expert ON public.expert_assessments USING btree (exchange_id, expert_id, made_at)
CREATE UNIQUE INDEX expert_assessments_pkey ON public.expert_assessments USING btree (exchange_id, tender_id, lot, label, serial)
CREATE UNIQUE INDEX expert_steps_pkey ON public.expert_steps USING btree (exchange_id, expert_id, number)
CREATE INDEX experts_by_state ON public.experts USING btree (exchange_id, state, expert_id)
CREATE UNIQUE INDEX experts_exchange_id_code_sha256_key ON public.experts USING btree (exchange_id, code_sha256)
CREATE UNIQUE INDEX experts_exchange_id_lookup_key ON public.experts USING btree (exchange_id, lookup)
CREATE UNIQUE INDEX experts_exchange_id_person_id_key ON public.experts USING btree (exchange_id, person_id)
CREATE UNIQUE INDEX experts_pkey ON public.experts USING btree (exchange_id, expert_id)
CREATE UNIQUE INDEX failure_causes_pkey ON public.failure_causes USING btree (exchange_id, statement_sha256)
CREATE UNIQUE INDEX fee_items_exchange_id_code_from_on_key ON public.fee_items USING btree (exchange_id, code, from_on)
CREATE UNIQUE INDEX fee_items_pkey ON public.fee_items USING btree (exchange_id, code, version)
CREATE UNIQUE INDEX fee_lists_pkey ON public.fee_lists USING btree (exchange_id, tender_id, lot)
CREATE UNIQUE INDEX fee_tariffs_pkey ON public.fee_tariffs USING btree (exchange_id, serial)
CREATE UNIQUE INDEX figure_openings_pkey ON public.figure_openings USING btree (exchange_id, year, measure)
CREATE UNIQUE INDEX figure_targets_pkey ON public.figure_targets USING btree (exchange_id, year, figure, serial)
CREATE UNIQUE INDEX finding_steps_pkey ON public.finding_steps USING btree (exchange_id, finding, serial)
CREATE UNIQUE INDEX forfeitures_are_decided_once ON public.forfeitures USING btree (exchange_id, reference, serial) WHERE (step = ANY (ARRAY['kept'::text, 'dropped'::text]))
CREATE UNIQUE INDEX forfeitures_pkey ON public.forfeitures USING btree (exchange_id, reference, serial, step)
CREATE UNIQUE INDEX guarantee_demands_pkey ON public.guarantee_demands USING btree (exchange_id, reference)
CREATE UNIQUE INDEX guarantee_ends_pkey ON public.guarantee_ends USING btree (exchange_id, reference)
CREATE UNIQUE INDEX guarantee_issuer_approvals_pkey ON public.guarantee_issuer_approvals USING btree (exchange_id, uscc, version)
CREATE UNIQUE INDEX guarantee_issuers_pkey ON public.guarantee_issuers USING btree (exchange_id, uscc, version)
CREATE UNIQUE INDEX guarantee_letters_exchange_id_issuer_number_key ON public.guarantee_letters USING btree (exchange_id, issuer, number)
CREATE UNIQUE INDEX guarantee_letters_exchange_id_reference_key ON public.guarantee_letters USING btree (exchange_id, reference)
CREATE UNIQUE INDEX guarantee_letters_pkey ON public.guarantee_letters USING btree (exchange_id, sha256)
CREATE UNIQUE INDEX guarantees_exchange_id_tender_id_lot_bidder_way_serial_key ON public.guarantees USING btree (exchange_id, tender_id, lot, bidder, way, serial)
CREATE UNIQUE INDEX guarantees_of_credits ON public.guarantees USING btree (exchange_id, bank, transaction) WHERE (transaction IS NOT NULL)
CREATE UNIQUE INDEX guarantees_pkey ON public.guarantees USING btree (exchange_id, reference)
CREATE UNIQUE INDEX hand_orders_pkey ON public.hand_orders USING btree (exchange_id, tender_id, lot, serial)
CREATE UNIQUE INDEX hand_overs_pkey ON public.hand_overs USING btree (exchange_id, tender_id, archive_serial)
CREATE UNIQUE INDEX idempotency_pkey ON public.idempotency USING btree (exchange_id, actor_id, key)
CREATE INDEX identity_numbers_equal ON public.identity_numbers USING btree (exchange_id, lookup)
CREATE UNIQUE INDEX identity_numbers_pkey ON public.identity_numbers USING btree (exchange_id, person_id)
CREATE UNIQUE INDEX imported_cases_by_code ON public.imported_cases USING btree (exchange_id, code)
CREATE UNIQUE INDEX imported_cases_pkey ON public.imported_cases USING btree (exchange_id, unit, number)
CREATE INDEX incidents_open ON public.incidents USING btree (exchange_id, opened_at) WHERE (handled_at IS NULL)
CREATE UNIQUE INDEX incidents_pkey ON public.incidents USING btree (exchange_id, booking_id, number)
CREATE UNIQUE INDEX indicator_records_pkey ON public.indicator_records USING btree (exchange_id, indicator, serial)
CREATE UNIQUE INDEX insiders_exchange_id_room_id_locker_key ON public.insiders USING btree (exchange_id, room_id, locker)
CREATE UNIQUE INDEX insiders_pkey ON public.insiders USING btree (exchange_id, actor_id)
CREATE UNIQUE INDEX installation_pkey ON public.installation USING btree (one)
CREATE UNIQUE INDEX intermediaries_exchange_id_uscc_key ON public.intermediaries USING btree (exchange_id, uscc)
CREATE UNIQUE INDEX intermediaries_pkey ON public.intermediaries USING btree (exchange_id, intermediary)
CREATE INDEX investment_projects_by_owner ON public.investment_projects USING btree (exchange_id, owner)
CREATE UNIQUE INDEX investment_projects_pkey ON public.investment_projects USING btree (exchange_id, project)
CREATE UNIQUE INDEX item_drafts_pkey ON public.item_drafts USING btree (exchange_id, code)
CREATE UNIQUE INDEX item_exit_steps_pkey ON public.item_exit_steps USING btree (exchange_id, code, serial, place)
CREATE UNIQUE INDEX item_exits_one_open ON public.item_exits USING btree (exchange_id, code) WHERE (outcome IS NULL)
CREATE UNIQUE INDEX item_exits_pkey ON public.item_exits USING btree (exchange_id, code, serial)
CREATE UNIQUE INDEX item_files_pkey ON public.item_files USING btree (exchange_id, code, sha256)
CREATE UNIQUE INDEX item_papers_pkey ON public.item_papers USING btree (exchange_id, paper_id)
CREATE UNIQUE INDEX item_versions_exchange_id_code_from_on_key ON public.item_versions USING btree (exchange_id, code, from_on)
CREATE UNIQUE INDEX item_versions_pkey ON public.item_versions USING btree (exchange_id, code, version)
CREATE INDEX items_by_unit ON public.items USING btree (exchange_id, unit_code)
CREATE UNIQUE INDEX items_pkey ON public.items USING btree (exchange_id, code)
CREATE UNIQUE INDEX job_outbox_pkey ON public.job_outbox USING btree (exchange_id, job_id)
CREATE INDEX job_outbox_to_send ON public.job_outbox USING btree (sent_at NULLS FIRST, job_id)
CREATE INDEX joint_cases_by_red ON public.joint_cases USING btree (exchange_id, red_at) WHERE ((overdue_at IS NULL) AND (decided_at IS NULL) AND (red_at IS NOT NULL))
CREATE INDEX joint_cases_by_silence ON public.joint_cases USING btree (exchange_id, silence_at) WHERE (silence_at IS NOT NULL)
CREATE INDEX joint_cases_of_a_template ON public.joint_cases USING btree (exchange_id, template, decided_at) WHERE (decided_at IS NOT NULL)
CREATE INDEX joint_cases_of_an_applicant ON public.joint_cases USING btree (exchange_id, applicant, made_at DESC)
CREATE UNIQUE INDEX joint_cases_pkey ON public.joint_cases USING btree (exchange_id, joint)
CREATE UNIQUE INDEX joint_drafts_pkey ON public.joint_drafts USING btree (exchange_id, owner, template)
CREATE UNIQUE INDEX joint_materials_pkey ON public.joint_materials USING btree (exchange_id, joint, material, serial)
CREATE UNIQUE INDEX joint_meetings_by_number ON public.joint_meetings USING btree (exchange_id, number)
CREATE UNIQUE INDEX joint_meetings_pkey ON public.joint_meetings USING btree (exchange_id, joint, serial)
CREATE UNIQUE INDEX joint_members_by_case ON public.joint_members USING btree (exchange_id, code) WHERE (code IS NOT NULL)
CREATE INDEX joint_members_of_a_unit ON public.joint_members USING btree (exchange_id, unit, joint)
CREATE UNIQUE INDEX joint_members_pkey ON public.joint_members USING btree (exchange_id, joint, item)
CREATE UNIQUE INDEX joint_needs_pkey ON public.joint_needs USING btree (exchange_id, joint, serial)
CREATE INDEX joint_officers_of_an_office ON public.joint_officers USING btree (exchange_id, actor)
CREATE UNIQUE INDEX joint_officers_pkey ON public.joint_officers USING btree (exchange_id, joint, serial)
CREATE UNIQUE INDEX joint_papers_pkey ON public.joint_papers USING btree (exchange_id, joint, kind, serial)
CREATE UNIQUE INDEX joint_pauses_one_at_a_time ON public.joint_pauses USING btree (exchange_id, joint) WHERE (until_at IS NULL)
CREATE UNIQUE INDEX joint_pauses_pkey ON public.joint_pauses USING btree (exchange_id, joint, serial)
CREATE UNIQUE INDEX joint_steps_extend_once ON public.joint_steps USING btree (exchange_id, joint) WHERE (step = 'extend'::text)
CREATE UNIQUE INDEX joint_steps_merge_once ON public.joint_steps USING btree (exchange_id, joint) WHERE (step = 'merge'::text)
CREATE UNIQUE INDEX joint_steps_pkey ON public.joint_steps USING btree (exchange_id, joint, serial)
CREATE UNIQUE INDEX joint_tasks_pkey ON public.joint_tasks USING btree (exchange_id, joint, meeting, serial)
CREATE INDEX kept_prints_by_mark ON public.kept_prints USING gin (marks)
CREATE INDEX kept_prints_by_time ON public.kept_prints USING btree (exchange_id, kept_at DESC)
CREATE UNIQUE INDEX kept_prints_pkey ON public.kept_prints USING btree (exchange_id, tender_id, lot, serial, bidder)
CREATE UNIQUE INDEX leaves_exchange_id_outbox_id_key ON public.leaves USING btree (exchange_id, outbox_id)
CREATE INDEX leaves_key_changes ON public.leaves USING btree (exchange_id, idx) WHERE (POSITION(('\x2274797065223a226b65792e6368616e676522'::bytea) IN (entry)) > 0)
CREATE UNIQUE INDEX leaves_pkey ON public.leaves USING btree (exchange_id, idx)
CREATE UNIQUE INDEX ledger_closes_pkey ON public.ledger_closes USING btree (exchange_id, month)
CREATE UNIQUE INDEX ledger_entries_are_reversed_once ON public.ledger_entries USING btree (exchange_id, reverses) WHERE (reverses IS NOT NULL)
CREATE UNIQUE INDEX ledger_entries_exchange_id_cause_key ON public.ledger_entries USING btree (exchange_id, cause)
CREATE UNIQUE INDEX ledger_entries_pkey ON public.ledger_entries USING btree (exchange_id, entry)
CREATE INDEX ledger_lines_by_account ON public.ledger_lines USING brin (account text_bloom_ops (n_distinct_per_range='4096')) WITH (autosummarize='on', pages_per_range='128')
CREATE UNIQUE INDEX ledger_lines_pkey ON public.ledger_lines USING btree (exchange_id, entry, line)
CREATE UNIQUE INDEX ledger_months_pkey ON public.ledger_months USING btree (exchange_id, account, month)
CREATE UNIQUE INDEX ledger_rolled_pkey ON public.ledger_rolled USING btree (exchange_id)
CREATE UNIQUE INDEX ledger_roots_pkey ON public.ledger_roots USING btree (exchange_id, serial)
CREATE UNIQUE INDEX ledger_years_pkey ON public.ledger_years USING btree (exchange_id, year)
CREATE INDEX letter_reads_of_firm ON public.letter_reads USING btree (exchange_id, firm)
CREATE UNIQUE INDEX letter_reads_pkey ON public.letter_reads USING btree (exchange_id, notice_id, version, firm)
CREATE INDEX limits_by_end ON public.limits USING btree (exchange_id, ends_at)
CREATE UNIQUE INDEX limits_pkey ON public.limits USING btree (exchange_id, action, whose)
CREATE UNIQUE INDEX lodgements_exchange_id_tender_id_lot_part_bidder_seq_key ON public.lodgements USING btree (exchange_id, tender_id, lot, part, bidder, seq)
CREATE UNIQUE INDEX lodgements_no_repeat ON public.lodgements USING btree (exchange_id, tender_id, lot, part, bidder, content_sha256) WHERE (kind = 'bid'::text)
CREATE INDEX lodgements_of_bidder ON public.lodgements USING btree (exchange_id, bidder, tender_id, lot, received_at) WHERE (kind = 'bid'::text)
CREATE UNIQUE INDEX lodgements_one_key ON public.lodgements USING btree (exchange_id, bidder, recipient) WHERE (kind = 'bid'::text)
CREATE UNIQUE INDEX lodgements_pkey ON public.lodgements USING btree (exchange_id, statement_sha256)
CREATE UNIQUE INDEX lot_orders_pkey ON public.lot_orders USING btree (exchange_id, tender_id, lot, serial)
CREATE UNIQUE INDEX lot_terms_exchange_id_sha256_key ON public.lot_terms USING btree (exchange_id, sha256)
CREATE UNIQUE INDEX lot_terms_pkey ON public.lot_terms USING btree (exchange_id, tender_id, lot, part, version)
CREATE UNIQUE INDEX lots_pkey ON public.lots USING btree (exchange_id, tender_id, lot)
CREATE UNIQUE INDEX mail_stops_exchange_id_actor_id_kind_key ON public.mail_stops USING btree (exchange_id, actor_id, kind)
CREATE UNIQUE INDEX mail_stops_pkey ON public.mail_stops USING btree (exchange_id, token)
CREATE INDEX mandates_of_agency ON public.mandates USING btree (exchange_id, agency_uscc)
CREATE INDEX mandates_of_tenderer ON public.mandates USING btree (exchange_id, tenderer_uscc)
CREATE UNIQUE INDEX mandates_pkey ON public.mandates USING btree (exchange_id, mandate_id)
CREATE UNIQUE INDEX meeting_decisions_pkey ON public.meeting_decisions USING btree (exchange_id, meeting, serial)
CREATE UNIQUE INDEX meeting_guests_pkey ON public.meeting_guests USING btree (exchange_id, meeting, kind, code)
CREATE UNIQUE INDEX meeting_items_pkey ON public.meeting_items USING btree (exchange_id, meeting, item)
CREATE UNIQUE INDEX meeting_members_pkey ON public.meeting_members USING btree (exchange_id, meeting, actor_id)
CREATE UNIQUE INDEX meeting_minutes_pkey ON public.meeting_minutes USING btree (exchange_id, meeting)
CREATE UNIQUE INDEX meeting_votes_pkey ON public.meeting_votes USING btree (exchange_id, meeting, item, actor_id)
CREATE UNIQUE INDEX meetings_pkey ON public.meetings USING btree (exchange_id, meeting)
CREATE INDEX mergers_into ON public.mergers USING btree (exchange_id, into_uscc)
CREATE UNIQUE INDEX mergers_pkey ON public.mergers USING btree (exchange_id, absorbed_uscc, into_uscc)
CREATE UNIQUE INDEX message_reads_pkey ON public.message_reads USING btree (exchange_id, actor_id, message_id)
CREATE UNIQUE INDEX message_settings_pkey ON public.message_settings USING btree (exchange_id, actor_id)
CREATE UNIQUE INDEX messages_exchange_id_once_key ON public.messages USING btree (exchange_id, once)
CREATE UNIQUE INDEX messages_pkey ON public.messages USING btree (exchange_id, message_id)
CREATE INDEX messages_to ON public.messages USING btree (exchange_id, audience, told_at DESC)
CREATE UNIQUE INDEX moves_pkey ON public.moves USING btree (exchange_id, tender_id, lot, move_id)
CREATE UNIQUE INDEX nodes_pkey ON public.nodes USING btree (exchange_id, level, idx)
CREATE UNIQUE INDEX notice_codes_exchange_id_notice_id_version_key ON public.notice_codes USING btree (exchange_id, notice_id, version)
CREATE UNIQUE INDEX notice_codes_pkey ON public.notice_codes USING btree (exchange_id, code)
CREATE INDEX notice_index_newest ON public.notice_index USING btree (exchange_id, published_at DESC, notice_id DESC)
CREATE UNIQUE INDEX notice_index_pkey ON public.notice_index USING btree (exchange_id, notice_id)
CREATE INDEX notice_index_tender ON public.notice_index USING btree (exchange_id, tender_id)
CREATE INDEX notice_index_words ON public.notice_index USING gin (words) WITH (fastupdate=off)
CREATE INDEX notices_newest ON public.notices USING btree (exchange_id, published_at DESC, notice_id)
CREATE INDEX notices_of_plans ON public.notices USING btree (exchange_id, plan_id) WHERE (plan_id IS NOT NULL)
CREATE INDEX notices_of_sales ON public.notices USING btree (exchange_id, sale_id) WHERE (sale_id IS NOT NULL)
CREATE UNIQUE INDEX notices_pkey ON public.notices USING btree (exchange_id, notice_id, version)
CREATE UNIQUE INDEX objection_replies_pkey ON public.objection_replies USING btree (exchange_id, tender_id, lot, serial)
CREATE UNIQUE INDEX objections_pkey ON public.objections USING btree (exchange_id, tender_id, lot, serial)
CREATE UNIQUE INDEX opened_files_pkey ON public.opened_files USING btree (exchange_id, statement_sha256, ordinal)
CREATE UNIQUE INDEX opener_keys_exchange_id_recipient_key ON public.opener_keys USING btree (exchange_id, recipient)
CREATE UNIQUE INDEX opener_keys_pkey ON public.opener_keys USING btree (exchange_id, tender_id, lot, part, opener)
CREATE UNIQUE INDEX opener_offices_pkey ON public.opener_offices USING btree (exchange_id, opener)
CREATE UNIQUE INDEX openings_pkey ON public.openings USING btree (exchange_id, statement_sha256)
CREATE UNIQUE INDEX organisation_changes_pkey ON public.organisation_changes USING btree (exchange_id, change_id)
CREATE UNIQUE INDEX organisation_files_pkey ON public.organisation_files USING btree (exchange_id, uscc, version)
CREATE INDEX organisations_by_code ON public.organisations USING btree (exchange_id, uscc text_pattern_ops)
CREATE INDEX organisations_by_skeleton ON public.organisations USING btree (exchange_id, skeleton)
CREATE INDEX organisations_by_words ON public.organisations USING gin (words)
CREATE INDEX organisations_in_state ON public.organisations USING btree (exchange_id, state, made_at DESC, uscc DESC)
CREATE INDEX organisations_newest ON public.organisations USING btree (exchange_id, made_at DESC, uscc DESC)
CREATE INDEX organisations_of_parent ON public.organisations USING btree (exchange_id, parent_uscc) WHERE (parent_uscc IS NOT NULL)
CREATE UNIQUE INDEX organisations_pkey ON public.organisations USING btree (exchange_id, uscc)
CREATE UNIQUE INDEX outbox_pkey ON public.outbox USING btree (exchange_id, id)
CREATE INDEX outbox_sealed ON public.outbox USING btree (exchange_id, id) WHERE sealed
CREATE UNIQUE INDEX outside_acceptances_pkey ON public.outside_acceptances USING btree (exchange_id, contract, serial)
CREATE UNIQUE INDEX panel_appointments_pkey ON public.panel_appointments USING btree (exchange_id, tender_id, lot, round)
CREATE UNIQUE INDEX panel_changes_pkey ON public.panel_changes USING btree (exchange_id, tender_id, lot, serial)
CREATE UNIQUE INDEX panel_members_pkey ON public.panel_members USING btree (exchange_id, tender_id, lot, label)
CREATE UNIQUE INDEX panel_members_sit_once ON public.panel_members USING btree (exchange_id, tender_id, lot, round, actor_id)
CREATE INDEX parts_deadline ON public.parts USING btree (exchange_id, deadline)
CREATE UNIQUE INDEX parts_pkey ON public.parts USING btree (exchange_id, tender_id, lot, part)
CREATE INDEX passkeys_of_person ON public.passkeys USING btree (exchange_id, person_id)
CREATE UNIQUE INDEX passkeys_pkey ON public.passkeys USING btree (exchange_id, credential_id)
CREATE UNIQUE INDEX passwords_exchange_id_account_key ON public.passwords USING btree (exchange_id, account)
CREATE UNIQUE INDEX passwords_pkey ON public.passwords USING btree (exchange_id, person_id)
CREATE UNIQUE INDEX patrol_attendance_pkey ON public.patrol_attendance USING btree (exchange_id, day, actor_id)
CREATE UNIQUE INDEX patrols_pkey ON public.patrols USING btree (exchange_id, day)
CREATE UNIQUE INDEX payment_books_exchange_id_receipt_code_receipt_number_key ON public.payment_books USING btree (exchange_id, receipt_code, receipt_number)
CREATE UNIQUE INDEX payment_books_pkey ON public.payment_books USING btree (exchange_id, bill_no, book)
CREATE UNIQUE INDEX payment_contracts_by_number ON public.payment_contracts USING btree (exchange_id, unit, number)
CREATE UNIQUE INDEX payment_contracts_of_a_lot ON public.payment_contracts USING btree (exchange_id, tender_id, lot) WHERE (tender_id IS NOT NULL)
CREATE UNIQUE INDEX payment_contracts_pkey ON public.payment_contracts USING btree (exchange_id, contract)
CREATE UNIQUE INDEX payment_papers_pkey ON public.payment_papers USING btree (exchange_id, request, attempt, kind)
CREATE INDEX payment_requests_by_contract ON public.payment_requests USING btree (exchange_id, contract)
CREATE INDEX payment_requests_by_day ON public.payment_requests USING btree (exchange_id, value_on) WHERE (value_on IS NOT NULL)
CREATE INDEX payment_requests_by_plan ON public.payment_requests USING btree (exchange_id, indicator, month, mode)
CREATE INDEX payment_requests_by_state ON public.payment_requests USING btree (exchange_id, state)
CREATE UNIQUE INDEX payment_requests_pay_an_invoice_once ON public.payment_requests USING btree (exchange_id, invoice_number) WHERE (state <> 'cancelled'::text)
CREATE UNIQUE INDEX payment_requests_pkey ON public.payment_requests USING btree (exchange_id, request)
CREATE UNIQUE INDEX payment_steps_pkey ON public.payment_steps USING btree (exchange_id, request, serial)
CREATE INDEX people_by_name ON public.people USING btree (exchange_id, name)
CREATE UNIQUE INDEX people_exchange_id_handle_key ON public.people USING btree (exchange_id, handle)
CREATE UNIQUE INDEX people_pkey ON public.people USING btree (exchange_id, person_id)
CREATE UNIQUE INDEX plan_corrections_pkey ON public.plan_corrections USING btree (exchange_id, plan_id, edition)
CREATE UNIQUE INDEX plan_decisions_pkey ON public.plan_decisions USING btree (exchange_id, indicator, month, mode, serial)
CREATE UNIQUE INDEX plan_months_pkey ON public.plan_months USING btree (exchange_id, indicator, month, mode)
CREATE UNIQUE INDEX plan_requests_pkey ON public.plan_requests USING btree (exchange_id, indicator, month, mode, serial)
CREATE UNIQUE INDEX plans_pkey ON public.plans USING btree (exchange_id, plan_id)
CREATE UNIQUE INDEX policy_halls_pkey ON public.policy_halls USING btree (exchange_id, hall, code, version)
CREATE INDEX posts_exchange_id_kind_coalesce_daterange_excl ON public.posts USING gist (exchange_id, kind, COALESCE(sub_centre, ''::text), daterange(from_on, until_on, '[]'::text)) WHERE (kind <> ALL (ARRAY['deputy-head'::text, 'conduct-supervisor'::text]))
CREATE UNIQUE INDEX posts_pkey ON public.posts USING btree (exchange_id, post_id)
CREATE UNIQUE INDEX prequal_reviews_pkey ON public.prequal_reviews USING btree (exchange_id, tender_id, lot, version)
CREATE UNIQUE INDEX prequal_signatures_pkey ON public.prequal_signatures USING btree (exchange_id, tender_id, lot, version, label)
CREATE UNIQUE INDEX one_open_request ON public.privacy_requests USING btree (exchange_id, person_id) WHERE (state = 'open'::text)
CREATE INDEX privacy_requests_of ON public.privacy_requests USING btree (exchange_id, person_id, made_at)
CREATE UNIQUE INDEX privacy_requests_pkey ON public.privacy_requests USING btree (exchange_id, request_id)
CREATE INDEX privacy_requests_waiting ON public.privacy_requests USING btree (exchange_id, due_at) WHERE (state = 'open'::text)
CREATE UNIQUE INDEX projects_pkey ON public.projects USING btree (exchange_id, project_id)
CREATE UNIQUE INDEX proofs_pkey ON public.proofs USING btree (exchange_id, statement_sha256)
CREATE UNIQUE INDEX question_answers_pkey ON public.question_answers USING btree (exchange_id, tender_id, sha256)
CREATE UNIQUE INDEX question_box_exchange_id_tender_id_ticket_key ON public.question_box USING btree (exchange_id, tender_id, ticket)
CREATE UNIQUE INDEX question_box_pkey ON public.question_box USING btree (exchange_id, tender_id, sha256)
CREATE UNIQUE INDEX question_keys_pkey ON public.question_keys USING btree (exchange_id, tender_id)
CREATE UNIQUE INDEX question_tickets_exchange_id_tender_id_firm_asked_sha256_key ON public.question_tickets USING btree (exchange_id, tender_id, firm, asked_sha256)
CREATE UNIQUE INDEX question_tickets_pkey ON public.question_tickets USING btree (exchange_id, tender_id, firm, serial)
CREATE UNIQUE INDEX questions_exchange_id_tender_id_ticket_key ON public.questions USING btree (exchange_id, tender_id, ticket)
CREATE UNIQUE INDEX questions_pkey ON public.questions USING btree (exchange_id, tender_id, sha256)
CREATE UNIQUE INDEX one_recovery_at_a_time ON public.recoveries USING btree (exchange_id, person_id) WHERE (state = ANY (ARRAY['reported'::text, 'opened'::text, 'approved'::text]))
CREATE UNIQUE INDEX recoveries_by_code ON public.recoveries USING btree (exchange_id, code_sha256)
CREATE UNIQUE INDEX recoveries_pkey ON public.recoveries USING btree (exchange_id, recovery_id)
CREATE UNIQUE INDEX refund_returns_pkey ON public.refund_returns USING btree (exchange_id, reference, attempt)
CREATE UNIQUE INDEX refunds_pkey ON public.refunds USING btree (exchange_id, reference, attempt)
CREATE UNIQUE INDEX refused_gifts_pkey ON public.refused_gifts USING btree (exchange_id, gift)
CREATE UNIQUE INDEX refused_lodgements_pkey ON public.refused_lodgements USING btree (exchange_id, refusal_id)
CREATE UNIQUE INDEX one_open_registration ON public.registrations USING btree (exchange_id, person_id, uscc) WHERE (state = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text]))
CREATE UNIQUE INDEX registrations_pkey ON public.registrations USING btree (exchange_id, registration_id)
CREATE INDEX registrations_waiting ON public.registrations USING btree (exchange_id, due_at) WHERE (state = 'submitted'::text)
CREATE UNIQUE INDEX regulations_pkey ON public.regulations USING btree (exchange_id, code, version)
CREATE UNIQUE INDEX rehearsal_texts_pkey ON public.rehearsal_texts USING btree (exchange_id, text_id)
CREATE UNIQUE INDEX rejections_pkey ON public.rejections USING btree (exchange_id, tender_id, lot, bidder)
CREATE UNIQUE INDEX releases_pkey ON public.releases USING btree (exchange_id, tender_id, lot, part, opener)
CREATE UNIQUE INDEX report_opinions_pkey ON public.report_opinions USING btree (exchange_id, tender_id, lot, label, serial)
CREATE UNIQUE INDEX representative_invitations_pkey ON public.representative_invitations USING btree (exchange_id, code_sha256)
CREATE UNIQUE INDEX reserve_ends_pkey ON public.reserve_ends USING btree (exchange_id, tender_id, lot)
CREATE UNIQUE INDEX reserves_exchange_id_tender_id_lot_commitment_key ON public.reserves USING btree (exchange_id, tender_id, lot, commitment)
CREATE UNIQUE INDEX reserves_pkey ON public.reserves USING btree (exchange_id, tender_id, lot)
CREATE UNIQUE INDEX returns_once ON public.returns USING btree (exchange_id, tender_id, clarification) WHERE (clarification IS NOT NULL)
CREATE UNIQUE INDEX returns_pkey ON public.returns USING btree (exchange_id, tender_id, serial)
CREATE INDEX revocation_newest ON public.revocation_snapshots USING btree (exchange_id, kind, issuer, serial, this_update DESC)
CREATE UNIQUE INDEX revocation_snapshots_pkey ON public.revocation_snapshots USING btree (exchange_id, sha256)
CREATE UNIQUE INDEX rooms_exchange_id_venue_id_name_key ON public.rooms USING btree (exchange_id, venue_id, name)
CREATE UNIQUE INDEX rooms_pkey ON public.rooms USING btree (exchange_id, room_id)
CREATE UNIQUE INDEX sale_archives_pkey ON public.sale_archives USING btree (exchange_id, sale_id, serial)
CREATE UNIQUE INDEX sale_deal_acts_by_reference ON public.sale_deal_acts USING btree (exchange_id, ((aside ->> 'reference'::text))) WHERE (step = 'contracted'::text)
CREATE INDEX sale_deal_acts_by_transaction ON public.sale_deal_acts USING btree (exchange_id, ((aside ->> 'bank'::text)), ((aside ->> 'transaction'::text))) WHERE (step = 'paid'::text)
CREATE UNIQUE INDEX sale_deal_acts_exchange_id_sale_id_lot_round_step_once_key ON public.sale_deal_acts USING btree (exchange_id, sale_id, lot, round, step, once)
CREATE UNIQUE INDEX sale_deal_acts_pkey ON public.sale_deal_acts USING btree (exchange_id, sale_id, lot, round, serial)
CREATE UNIQUE INDEX sale_lots_exchange_id_code_key ON public.sale_lots USING btree (exchange_id, code)
CREATE UNIQUE INDEX sale_lots_pkey ON public.sale_lots USING btree (exchange_id, sale_id, lot)
CREATE UNIQUE INDEX sale_moves_pkey ON public.sale_moves USING btree (exchange_id, sale_id, lot, serial)
CREATE UNIQUE INDEX sale_outcomes_pkey ON public.sale_outcomes USING btree (exchange_id, sale_id, lot, round)
CREATE UNIQUE INDEX sale_reserves_pkey ON public.sale_reserves USING btree (exchange_id, sale_id, lot, serial)
CREATE UNIQUE INDEX sale_rounds_pkey ON public.sale_rounds USING btree (exchange_id, sale_id, round)
CREATE UNIQUE INDEX sale_singles_pkey ON public.sale_singles USING btree (exchange_id, sale_id, lot, round)
CREATE INDEX sales_due ON public.sales USING btree (exchange_id, next_due_at) WHERE (next_due_at IS NOT NULL)
CREATE UNIQUE INDEX sales_pkey ON public.sales USING btree (exchange_id, sale_id)
CREATE UNIQUE INDEX schedule_acts_pkey ON public.schedule_acts USING btree (exchange_id, tender_id, serial)
CREATE UNIQUE INDEX served_assets_pkey ON public.served_assets USING btree (exchange_id, outbox_id)
CREATE UNIQUE INDEX service_halls_pkey ON public.service_halls USING btree (exchange_id, code)
CREATE UNIQUE INDEX service_log_pkey ON public.service_log USING btree (exchange_id, project, number)
CREATE UNIQUE INDEX service_slots_exchange_id_unit_from_at_key ON public.service_slots USING btree (exchange_id, unit, from_at)
CREATE UNIQUE INDEX service_slots_pkey ON public.service_slots USING btree (exchange_id, slot)
CREATE INDEX sessions_of_person ON public.sessions USING btree (exchange_id, person_id)
CREATE UNIQUE INDEX sessions_pkey ON public.sessions USING btree (exchange_id, session_sha256)
CREATE UNIQUE INDEX sheet_drafts_pkey ON public.sheet_drafts USING btree (exchange_id, tender_id, lot, label, bidder, criterion)
CREATE UNIQUE INDEX sheets_pkey ON public.sheets USING btree (exchange_id, tender_id, lot, label, part, serial)
CREATE INDEX sign_ins_of_person ON public.sign_ins USING btree (exchange_id, person_id, at)
CREATE UNIQUE INDEX sign_ins_pkey ON public.sign_ins USING btree (exchange_id, sign_in_id)
CREATE UNIQUE INDEX signal_notes_pkey ON public.signal_notes USING btree (exchange_id, tender_id, lot, serial)
CREATE UNIQUE INDEX signal_runs_pkey ON public.signal_runs USING btree (exchange_id, tender_id, lot, serial)
CREATE UNIQUE INDEX signed_acts_exchange_id_text_sha256_key ON public.signed_acts USING btree (exchange_id, text_sha256)
CREATE UNIQUE INDEX signed_acts_pkey ON public.signed_acts USING btree (exchange_id, sha256)
CREATE UNIQUE INDEX sitting_days_pkey ON public.sitting_days USING btree (exchange_id, unit, on_day)
CREATE INDEX sub_centres_exchange_id_kind_daterange_excl ON public.sub_centres USING gist (exchange_id, kind, daterange(from_on, until_on, '[]'::text)) WHERE (kind <> 'district'::text)
CREATE UNIQUE INDEX sub_centres_pkey ON public.sub_centres USING btree (exchange_id, code)
CREATE UNIQUE INDEX tender_checks_pkey ON public.tender_checks USING btree (exchange_id, tender_id, serial)
CREATE INDEX tenders_due ON public.tenders USING btree (exchange_id, next_due_at) WHERE (next_due_at IS NOT NULL)
CREATE INDEX tenders_of_plans ON public.tenders USING btree (exchange_id, plan_id) WHERE (plan_id IS NOT NULL)
CREATE UNIQUE INDEX tenders_pkey ON public.tenders USING btree (exchange_id, tender_id)
CREATE INDEX tenders_published ON public.tenders USING btree (exchange_id, published_at DESC, tender_id DESC) WHERE (published_at IS NOT NULL)
CREATE INDEX tenders_remind ON public.tenders USING btree (exchange_id, remind_at) WHERE (remind_at IS NOT NULL)
CREATE UNIQUE INDEX timed_checkpoints_pkey ON public.timed_checkpoints USING btree (exchange_id, from_at, to_at, size)
CREATE UNIQUE INDEX tokens_pkey ON public.tokens USING btree (exchange_id, token_sha256)
CREATE UNIQUE INDEX told_once_by_meeting ON public.told_once_papers USING btree (exchange_id, meeting) WHERE (meeting IS NOT NULL)
CREATE UNIQUE INDEX told_once_papers_pkey ON public.told_once_papers USING btree (exchange_id, paper_id)
CREATE UNIQUE INDEX tree_heads_pkey ON public.tree_heads USING btree (exchange_id, size)
CREATE UNIQUE INDEX unit_hand_overs_pkey ON public.unit_hand_overs USING btree (exchange_id, unit_code, serial)
CREATE INDEX units_exchange_id_uscc_daterange_excl ON public.units USING gist (exchange_id, uscc, daterange(from_on, until_on, '[]'::text))
CREATE UNIQUE INDEX units_pkey ON public.units USING btree (exchange_id, code)
CREATE INDEX uploads_by_age ON public.uploads USING btree (exchange_id, state, touched_at)
CREATE INDEX uploads_by_content ON public.uploads USING btree (exchange_id, sha256) WHERE (state = 'finished'::text)
CREATE INDEX uploads_of_actor ON public.uploads USING btree (exchange_id, actor_id, state)
CREATE UNIQUE INDEX uploads_pkey ON public.uploads USING btree (exchange_id, upload_id)
CREATE UNIQUE INDEX venues_exchange_id_name_key ON public.venues USING btree (exchange_id, name)
CREATE UNIQUE INDEX venues_pkey ON public.venues USING btree (exchange_id, venue_id)
CREATE INDEX bookings_of_an_owner ON public.visit_bookings USING btree (exchange_id, owner, made_at DESC)
CREATE UNIQUE INDEX bookings_once ON public.visit_bookings USING btree (exchange_id, slot, owner) WHERE (cancelled_at IS NULL)
CREATE UNIQUE INDEX visit_bookings_pkey ON public.visit_bookings USING btree (exchange_id, slot, owner, serial)
CREATE UNIQUE INDEX way_acts_pkey ON public.way_acts USING btree (exchange_id, tender_id, lot, kind)
CREATE INDEX window_seats_exchange_id_actor_id_daterange_excl ON public.window_seats USING gist (exchange_id, actor_id, daterange(from_on, until_on, '[]'::text))
CREATE UNIQUE INDEX window_seats_pkey ON public.window_seats USING btree (exchange_id, number, actor_id, from_on)
CREATE INDEX windows_exchange_id_number_daterange_excl ON public.windows USING gist (exchange_id, number, daterange(from_on, until_on, '[]'::text))
CREATE UNIQUE INDEX windows_pkey ON public.windows USING btree (exchange_id, number, from_on)
CREATE UNIQUE INDEX winner_failures_pkey ON public.winner_failures USING btree (exchange_id, tender_id, lot, bidder)

-- triggers
CREATE TRIGGER acceptances_are_for_ever BEFORE DELETE OR UPDATE ON public.acceptances FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER activities_are_for_ever BEFORE DELETE OR UPDATE ON public.activities FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER activity_people_are_for_ever BEFORE DELETE OR UPDATE ON public.activity_people FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER admission_lists_are_for_ever BEFORE DELETE OR UPDATE ON public.admission_lists FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER answered_questions_are_for_ever BEFORE DELETE OR UPDATE ON public.answered_questions FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER application_deposit_ends_are_for_ever BEFORE DELETE OR UPDATE ON public.application_deposit_ends FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER application_deposits_are_for_ever BEFORE DELETE OR UPDATE ON public.application_deposits FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER application_refund_returns_are_for_ever BEFORE DELETE OR UPDATE ON public.application_refund_returns FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER application_reviews_are_for_ever BEFORE DELETE OR UPDATE ON public.application_reviews FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER applications_are_for_ever BEFORE DELETE OR UPDATE ON public.applications FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER appraisal_formulas_are_for_ever BEFORE DELETE OR UPDATE ON public.appraisal_formulas FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER approvals_stay BEFORE DELETE OR UPDATE ON public.approvals FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER assessment_answers_are_for_ever BEFORE DELETE OR UPDATE ON public.assessment_answers FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER auction_bidders_are_for_ever BEFORE DELETE ON public.auction_bidders FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER auction_bidders_are_taken_out_once BEFORE UPDATE ON public.auction_bidders FOR EACH ROW EXECUTE FUNCTION keep_auction_bidder()
CREATE TRIGGER auction_happenings_are_for_ever BEFORE DELETE OR UPDATE ON public.auction_happenings FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER auction_happenings_follow AFTER INSERT ON public.auction_happenings REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_auction()
CREATE TRIGGER auction_keys_are_for_ever BEFORE DELETE OR UPDATE ON public.auction_keys FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER auction_leases_go_forward BEFORE UPDATE ON public.auction_leases FOR EACH ROW EXECUTE FUNCTION keep_auction_lease()
CREATE TRIGGER auction_orders_are_for_ever BEFORE DELETE OR UPDATE ON public.auction_orders FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER auction_reserves_are_for_ever BEFORE DELETE OR UPDATE ON public.auction_reserves FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER auction_reveals_are_for_ever BEFORE DELETE OR UPDATE ON public.auction_reveals FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER auctions_are_for_ever BEFORE DELETE OR UPDATE ON public.auctions FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER audit_is_for_ever BEFORE DELETE OR UPDATE ON public.audit FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER audit_roots_stay BEFORE DELETE OR UPDATE ON public.audit_roots FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER bad_records_are_for_ever BEFORE DELETE OR UPDATE ON public.bad_records FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER bank_acts_are_for_ever BEFORE DELETE OR UPDATE ON public.bank_acts FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER bank_days_are_for_ever BEFORE DELETE OR UPDATE ON public.bank_days FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER bank_events_are_for_ever BEFORE DELETE OR UPDATE ON public.bank_events FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER bank_evidence_is_for_ever BEFORE DELETE OR UPDATE ON public.bank_evidence FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER bank_keys_are_for_ever BEFORE DELETE OR UPDATE ON public.bank_keys FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER bank_statement_lines_are_for_ever BEFORE DELETE OR UPDATE ON public.bank_statement_lines FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER bank_statements_are_for_ever BEFORE DELETE OR UPDATE ON public.bank_statements FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER basic_accounts_are_for_ever BEFORE DELETE OR UPDATE ON public.basic_accounts FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER bid_answers_are_for_ever BEFORE DELETE OR UPDATE ON public.bid_answers FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER bid_questions_are_for_ever BEFORE DELETE OR UPDATE ON public.bid_questions FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER bill_moves_are_for_ever BEFORE DELETE OR UPDATE ON public.bill_moves FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER bill_papers_are_for_ever BEFORE DELETE OR UPDATE ON public.bill_papers FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER blind_codes_stay BEFORE DELETE OR UPDATE ON public.blind_codes FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER blind_leaks_stay BEFORE DELETE OR UPDATE ON public.blind_leaks FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER book_moves_are_for_ever BEFORE DELETE OR UPDATE ON public.book_moves FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER booking_records_are_for_ever BEFORE DELETE OR UPDATE ON public.booking_records FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER calendar_loads_are_for_ever BEFORE DELETE OR UPDATE ON public.calendar_loads FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER campaign_moves_are_for_ever BEFORE DELETE OR UPDATE ON public.campaign_moves FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER campaign_parts_are_for_ever BEFORE DELETE OR UPDATE ON public.campaign_parts FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER campaigns_are_for_ever BEFORE DELETE OR UPDATE ON public.campaigns FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER case_answers_are_for_ever BEFORE DELETE OR UPDATE ON public.case_answers FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER case_answers_count_their_months AFTER INSERT ON public.case_answers REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_answer_months()
CREATE TRIGGER case_import_refusals_are_for_ever BEFORE DELETE OR UPDATE ON public.case_import_refusals FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER case_lights_are_for_ever BEFORE DELETE OR UPDATE ON public.case_lights FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER case_materials_are_for_ever BEFORE DELETE OR UPDATE ON public.case_materials FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER case_misconduct_is_for_ever BEFORE DELETE OR UPDATE ON public.case_misconduct FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER case_papers_are_for_ever BEFORE DELETE OR UPDATE ON public.case_papers FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER case_steps_are_for_ever BEFORE DELETE OR UPDATE ON public.case_steps FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER case_supervisions_stay BEFORE DELETE OR UPDATE ON public.case_supervisions FOR EACH ROW EXECUTE FUNCTION supervision_stays()
CREATE TRIGGER cases_count_their_months AFTER INSERT ON public.cases REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_case_months()
CREATE TRIGGER cases_move_their_months AFTER UPDATE OF accepted_on, decided_at, decided_level, in_time, used_days, limit_days, unit, item, case_type ON public.cases FOR EACH ROW WHEN (((((((((((old.accepted_on IS DISTINCT FROM new.accepted_on) OR (old.decided_at IS DISTINCT FROM new.decided_at)) OR (old.decided_level IS DISTINCT FROM new.decided_level)) OR (old.in_time IS DISTINCT FROM new.in_time)) OR (old.used_days IS DISTINCT FROM new.used_days)) OR (old.limit_days IS DISTINCT FROM new.limit_days)) OR (old.unit IS DISTINCT FROM new.unit)) OR (old.item IS DISTINCT FROM new.item)) OR (old.case_type IS DISTINCT FROM new.case_type)) AND ((old.accepted_on IS NOT NULL) OR (old.decided_at IS NOT NULL) OR (new.accepted_on IS NOT NULL) OR (new.decided_at IS NOT NULL)))) EXECUTE FUNCTION move_case_months()
CREATE TRIGGER certificate_checks_stay BEFORE DELETE OR UPDATE ON public.certificate_checks FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER no_rehearsal BEFORE INSERT OR UPDATE ON public.certificates FOR EACH ROW WHEN ((POSITION(('\xe6bc94e7bb83'::bytea) IN (new.der)) > 0)) EXECUTE FUNCTION refuse_rehearsal()
CREATE TRIGGER checkpoints_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON public.checkpoints FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
CREATE TRIGGER clearings_are_for_ever BEFORE DELETE OR UPDATE ON public.clearings FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER no_rehearsal BEFORE INSERT OR UPDATE ON public.clocks FOR EACH ROW EXECUTE FUNCTION refuse_rehearsal()
CREATE TRIGGER complaint_disclosures_are_for_ever BEFORE DELETE OR UPDATE ON public.complaint_disclosures FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER complaint_papers_are_for_ever BEFORE DELETE OR UPDATE ON public.complaint_papers FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER complaint_steps_are_for_ever BEFORE DELETE OR UPDATE ON public.complaint_steps FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER concierge_appraisals_are_for_ever BEFORE DELETE OR UPDATE ON public.concierge_appraisals FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER conduct_findings_are_for_ever BEFORE DELETE OR UPDATE ON public.conduct_findings FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER contract_payees_are_for_ever BEFORE DELETE OR UPDATE ON public.contract_payees FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER cosignatures_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON public.cosignatures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
CREATE TRIGGER declared_interests_are_for_ever BEFORE DELETE OR UPDATE ON public.declared_interests FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER deposit_numbers_are_for_ever BEFORE DELETE OR UPDATE ON public.deposit_numbers FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER deposit_rates_are_for_ever BEFORE DELETE OR UPDATE ON public.deposit_rates FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER disclosures_stay BEFORE DELETE OR UPDATE ON public.disclosures FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER disputes_are_decided_once BEFORE UPDATE ON public.disputes FOR EACH ROW EXECUTE FUNCTION refuse_second_decision()
CREATE TRIGGER draw_answers_are_for_ever BEFORE DELETE OR UPDATE ON public.draw_answers FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER draw_arrivals_are_for_ever BEFORE DELETE OR UPDATE ON public.draw_arrivals FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER draw_calls_are_for_ever BEFORE DELETE OR UPDATE ON public.draw_calls FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER draw_codes_are_for_ever BEFORE DELETE OR UPDATE ON public.draw_codes FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER draw_contributions_are_for_ever BEFORE DELETE OR UPDATE ON public.draw_contributions FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER draw_escrows_are_for_ever BEFORE DELETE OR UPDATE ON public.draw_escrows FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER draw_files_are_for_ever BEFORE DELETE OR UPDATE ON public.draw_files FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER draw_releases_are_for_ever BEFORE DELETE OR UPDATE ON public.draw_releases FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER draw_replacements_are_for_ever BEFORE DELETE OR UPDATE ON public.draw_replacements FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER draws_are_for_ever BEFORE DELETE OR UPDATE ON public.draws FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER origin_of_mode BEFORE INSERT OR UPDATE ON public.exchanges FOR EACH ROW EXECUTE FUNCTION check_origin()
CREATE TRIGGER expert_assessments_are_for_ever BEFORE DELETE OR UPDATE ON public.expert_assessments FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER expert_steps_are_for_ever BEFORE DELETE OR UPDATE ON public.expert_steps FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER fee_items_are_for_ever BEFORE DELETE OR UPDATE ON public.fee_items FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER fee_lists_are_for_ever BEFORE DELETE OR UPDATE ON public.fee_lists FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER fee_tariffs_are_for_ever BEFORE DELETE OR UPDATE ON public.fee_tariffs FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER figure_openings_are_for_ever BEFORE DELETE OR UPDATE ON public.figure_openings FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER figure_targets_are_for_ever BEFORE DELETE OR UPDATE ON public.figure_targets FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER finding_steps_are_for_ever BEFORE DELETE OR UPDATE ON public.finding_steps FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER forfeitures_are_for_ever BEFORE DELETE OR UPDATE ON public.forfeitures FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER guarantee_demands_are_for_ever BEFORE DELETE OR UPDATE ON public.guarantee_demands FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER guarantee_ends_are_for_ever BEFORE DELETE OR UPDATE ON public.guarantee_ends FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER guarantee_issuer_approvals_are_for_ever BEFORE DELETE OR UPDATE ON public.guarantee_issuer_approvals FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER guarantee_issuers_are_for_ever BEFORE DELETE OR UPDATE ON public.guarantee_issuers FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER guarantee_letters_are_for_ever BEFORE DELETE OR UPDATE ON public.guarantee_letters FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER guarantees_are_for_ever BEFORE DELETE OR UPDATE ON public.guarantees FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER guarantees_are_numbered BEFORE INSERT ON public.guarantees FOR EACH ROW EXECUTE FUNCTION number_guarantee()
CREATE TRIGGER hand_overs_are_for_ever BEFORE DELETE OR UPDATE ON public.hand_overs FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER imported_cases_are_for_ever BEFORE DELETE OR UPDATE ON public.imported_cases FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER indicator_is_kept AFTER INSERT ON public.indicator_records FOR EACH ROW EXECUTE FUNCTION keep_indicator()
CREATE TRIGGER indicator_records_are_for_ever BEFORE DELETE OR UPDATE ON public.indicator_records FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER stamp_of_rows BEFORE INSERT ON public.installation FOR EACH ROW EXECUTE FUNCTION check_stamp()
CREATE TRIGGER stamp_stays BEFORE DELETE OR UPDATE ON public.installation FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER stamp_stays_whole BEFORE TRUNCATE ON public.installation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
CREATE TRIGGER item_exit_steps_are_for_ever BEFORE DELETE OR UPDATE ON public.item_exit_steps FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER item_exit_steps_follow BEFORE INSERT ON public.item_exit_steps FOR EACH ROW EXECUTE FUNCTION exit_steps_follow()
CREATE TRIGGER item_files_are_for_ever BEFORE DELETE OR UPDATE ON public.item_files FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER item_papers_are_for_ever BEFORE DELETE OR UPDATE ON public.item_papers FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER item_versions_are_for_ever BEFORE DELETE OR UPDATE ON public.item_versions FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER joint_materials_are_for_ever BEFORE DELETE OR UPDATE ON public.joint_materials FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER joint_meetings_are_for_ever BEFORE DELETE OR UPDATE ON public.joint_meetings FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER joint_members_stay BEFORE UPDATE ON public.joint_members FOR EACH ROW EXECUTE FUNCTION joint_members_stay()
CREATE TRIGGER joint_needs_are_for_ever BEFORE DELETE OR UPDATE ON public.joint_needs FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER joint_papers_are_for_ever BEFORE DELETE OR UPDATE ON public.joint_papers FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER joint_steps_are_for_ever BEFORE DELETE OR UPDATE ON public.joint_steps FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER kept_prints_are_for_ever BEFORE DELETE OR UPDATE ON public.kept_prints FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER leaves_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON public.leaves FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
CREATE TRIGGER ledger_closes_are_for_ever BEFORE DELETE OR UPDATE ON public.ledger_closes FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER ledger_entries_are_for_ever BEFORE DELETE OR UPDATE ON public.ledger_entries FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER ledger_is_kept AFTER INSERT ON public.ledger_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_ledger()
CREATE TRIGGER ledger_lines_are_for_ever BEFORE DELETE OR UPDATE ON public.ledger_lines FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER ledger_roots_are_for_ever BEFORE DELETE OR UPDATE ON public.ledger_roots FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER ledger_years_are_for_ever BEFORE DELETE OR UPDATE ON public.ledger_years FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER letter_reads_are_for_ever BEFORE DELETE OR UPDATE ON public.letter_reads FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER lodgements_are_for_ever BEFORE DELETE OR UPDATE ON public.lodgements FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER lot_orders_are_for_ever BEFORE DELETE OR UPDATE ON public.lot_orders FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER terms_are_for_ever BEFORE DELETE OR UPDATE ON public.lot_terms FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER mandates_forward BEFORE UPDATE ON public.mandates FOR EACH ROW EXECUTE FUNCTION mandates_go_forward()
CREATE TRIGGER mandates_stay BEFORE DELETE ON public.mandates FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER meeting_minutes_are_for_ever BEFORE DELETE OR UPDATE ON public.meeting_minutes FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER meeting_votes_are_for_ever BEFORE DELETE OR UPDATE ON public.meeting_votes FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER mergers_stay BEFORE DELETE OR UPDATE ON public.mergers FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER messages_stay BEFORE DELETE OR UPDATE ON public.messages FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER moves_are_for_ever BEFORE DELETE OR UPDATE ON public.moves FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER nodes_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON public.nodes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
CREATE TRIGGER notices_are_for_ever BEFORE DELETE OR UPDATE ON public.notices FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER objection_replies_are_for_ever BEFORE DELETE OR UPDATE ON public.objection_replies FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER objections_are_for_ever BEFORE DELETE OR UPDATE ON public.objections FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER organisation_changes_stay BEFORE DELETE OR UPDATE ON public.organisation_changes FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER organisation_files_stay BEFORE DELETE OR UPDATE ON public.organisation_files FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER outbox_entries_stay BEFORE UPDATE OR TRUNCATE ON public.outbox FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
CREATE TRIGGER outside_acceptances_are_for_ever BEFORE DELETE OR UPDATE ON public.outside_acceptances FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER panel_appointments_are_for_ever BEFORE DELETE OR UPDATE ON public.panel_appointments FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER panel_changes_are_for_ever BEFORE DELETE OR UPDATE ON public.panel_changes FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER patrol_attendance_is_for_ever BEFORE DELETE OR UPDATE ON public.patrol_attendance FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER patrols_are_for_ever BEFORE DELETE OR UPDATE ON public.patrols FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER payment_contracts_are_for_ever BEFORE DELETE OR UPDATE ON public.payment_contracts FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER payment_papers_are_for_ever BEFORE DELETE OR UPDATE ON public.payment_papers FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER plan_used_is_kept AFTER INSERT OR UPDATE ON public.payment_requests FOR EACH ROW EXECUTE FUNCTION keep_plan_used()
CREATE TRIGGER payment_steps_are_for_ever BEFORE DELETE OR UPDATE ON public.payment_steps FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER corrections_are_not_deleted BEFORE DELETE ON public.plan_corrections FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER published_corrections_stay BEFORE UPDATE ON public.plan_corrections FOR EACH ROW EXECUTE FUNCTION keep_published_correction()
CREATE TRIGGER plan_decisions_are_for_ever BEFORE DELETE OR UPDATE ON public.plan_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER plan_is_kept AFTER INSERT ON public.plan_decisions FOR EACH ROW EXECUTE FUNCTION keep_plan()
CREATE TRIGGER planned_is_kept AFTER INSERT OR UPDATE ON public.plan_months FOR EACH ROW EXECUTE FUNCTION keep_planned()
CREATE TRIGGER plan_requests_are_for_ever BEFORE DELETE OR UPDATE ON public.plan_requests FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER plans_are_not_deleted BEFORE DELETE ON public.plans FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER published_plans_stay BEFORE UPDATE ON public.plans FOR EACH ROW EXECUTE FUNCTION keep_published_plan()
CREATE TRIGGER policy_halls_are_for_ever BEFORE DELETE OR UPDATE ON public.policy_halls FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER prequal_reviews_are_for_ever BEFORE DELETE OR UPDATE ON public.prequal_reviews FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER prequal_signatures_are_for_ever BEFORE DELETE OR UPDATE ON public.prequal_signatures FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER questions_are_for_ever BEFORE DELETE OR UPDATE ON public.questions FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER refund_returns_are_for_ever BEFORE DELETE OR UPDATE ON public.refund_returns FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER refunds_are_for_ever BEFORE DELETE OR UPDATE ON public.refunds FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER refused_gifts_are_for_ever BEFORE DELETE OR UPDATE ON public.refused_gifts FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER refusals_are_for_ever BEFORE DELETE OR UPDATE ON public.refused_lodgements FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER regulations_are_for_ever BEFORE DELETE OR UPDATE ON public.regulations FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER no_rehearsal BEFORE INSERT OR UPDATE ON public.rehearsal_texts FOR EACH ROW EXECUTE FUNCTION refuse_rehearsal()
CREATE TRIGGER report_opinions_are_for_ever BEFORE DELETE OR UPDATE ON public.report_opinions FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER reserve_ends_are_for_ever BEFORE DELETE OR UPDATE ON public.reserve_ends FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER reserves_are_for_ever BEFORE DELETE OR UPDATE ON public.reserves FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER returns_are_for_ever BEFORE DELETE OR UPDATE ON public.returns FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER revocation_snapshots_stay BEFORE DELETE OR UPDATE ON public.revocation_snapshots FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER sale_archives_are_for_ever BEFORE DELETE OR UPDATE ON public.sale_archives FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER sale_deal_acts_are_for_ever BEFORE DELETE OR UPDATE ON public.sale_deal_acts FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER registered_sale_lots_stay BEFORE DELETE ON public.sale_lots FOR EACH ROW EXECUTE FUNCTION keep_sale_lots()
CREATE TRIGGER sale_moves_are_for_ever BEFORE DELETE OR UPDATE ON public.sale_moves FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER sale_outcomes_are_for_ever BEFORE DELETE OR UPDATE ON public.sale_outcomes FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER sale_outcomes_have_one_way BEFORE INSERT ON public.sale_outcomes FOR EACH ROW EXECUTE FUNCTION keep_sale_outcome()
CREATE TRIGGER sale_reserves_are_for_ever BEFORE DELETE OR UPDATE ON public.sale_reserves FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER sale_rounds_are_for_ever BEFORE DELETE OR UPDATE ON public.sale_rounds FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER sale_singles_are_for_ever BEFORE DELETE OR UPDATE ON public.sale_singles FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER sales_are_not_deleted BEFORE DELETE ON public.sales FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER schedule_acts_are_for_ever BEFORE DELETE OR UPDATE ON public.schedule_acts FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER served_assets_are_for_ever BEFORE DELETE OR UPDATE ON public.served_assets FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER service_log_is_for_ever BEFORE DELETE OR UPDATE ON public.service_log FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER no_rehearsal BEFORE INSERT OR UPDATE ON public.sessions FOR EACH ROW WHEN ((new.how = 'rehearsal'::text)) EXECUTE FUNCTION refuse_rehearsal()
CREATE TRIGGER sheets_are_for_ever BEFORE DELETE OR UPDATE ON public.sheets FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER signal_notes_are_for_ever BEFORE DELETE OR UPDATE ON public.signal_notes FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER signal_runs_are_for_ever BEFORE DELETE OR UPDATE ON public.signal_runs FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER signed_acts_stay BEFORE DELETE OR UPDATE ON public.signed_acts FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER sitting_days_are_for_ever BEFORE DELETE OR UPDATE ON public.sitting_days FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER tender_checks_are_for_ever BEFORE DELETE OR UPDATE ON public.tender_checks FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER timed_checkpoints_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON public.timed_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
CREATE TRIGGER no_rehearsal BEFORE INSERT OR UPDATE ON public.tokens FOR EACH ROW EXECUTE FUNCTION refuse_rehearsal()
CREATE TRIGGER told_once_papers_are_for_ever BEFORE DELETE OR UPDATE ON public.told_once_papers FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER tree_heads_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON public.tree_heads FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
CREATE TRIGGER unit_hand_overs_are_for_ever BEFORE DELETE OR UPDATE ON public.unit_hand_overs FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER way_acts_are_for_ever BEFORE DELETE OR UPDATE ON public.way_acts FOR EACH ROW EXECUTE FUNCTION refuse_change()
CREATE TRIGGER winner_failures_are_for_ever BEFORE DELETE OR UPDATE ON public.winner_failures FOR EACH ROW EXECUTE FUNCTION refuse_change()

-- views
create view own_notice_index as
 SELECT exchange_id,
    notice_id,
    version,
    tender_id,
    lot,
    line,
    type,
    area,
    title,
    first_at,
    published_at,
    words,
    plan_id,
    sale_id
   FROM notice_index
  WHERE (exchange_id = current_setting('daylight.exchange'::text, true));
create view own_organisations as
 SELECT exchange_id,
    uscc,
    name,
    state,
    operator_firm,
    parent_uscc,
    version,
    made_at,
    words
   FROM organisations
  WHERE (exchange_id = current_setting('daylight.exchange'::text, true));

-- policies
own_exchange: permissive for all to public using (exchange_id = current_setting('daylight.exchange'::text, true)) with check (exchange_id = current_setting('daylight.exchange'::text, true))

-- row security
acceptances: own_exchange
activities: own_exchange
activity_people: own_exchange
actors: own_exchange
admission_lists: own_exchange
admissions: own_exchange
answer_months: own_exchange
answered_questions: own_exchange
api_tokens: own_exchange
application_deposit_ends: own_exchange
application_deposits: own_exchange
application_refund_returns: own_exchange
application_reviews: own_exchange
applications: own_exchange
appraisal_formulas: own_exchange
approval_mandates: own_exchange
approvals: own_exchange
archives: own_exchange
areas: own_exchange
assessment_answers: own_exchange
auction_bidders: own_exchange
auction_happenings: own_exchange
auction_interruptions: own_exchange
auction_keys: own_exchange
auction_leases: own_exchange
auction_orders: own_exchange
auction_reserves: own_exchange
auction_reveals: own_exchange
auction_writers: own_exchange
auctions: own_exchange
audit: own_exchange
audit_checks: own_exchange
audit_roots: own_exchange
bad_records: own_exchange
bank_accounts: own_exchange
bank_acts: own_exchange
bank_credits: own_exchange
bank_days: own_exchange
bank_events: own_exchange
bank_evidence: own_exchange
bank_exceptions: own_exchange
bank_keys: own_exchange
bank_orders: own_exchange
bank_statement_lines: own_exchange
bank_statements: own_exchange
bank_sub_accounts: own_exchange
basic_accounts: own_exchange
bid_answers: own_exchange
bid_questions: own_exchange
bidder_keys: own_exchange
bill_lines: own_exchange
bill_moves: own_exchange
bill_papers: own_exchange
bill_units: own_exchange
bills: own_exchange
blind_codes: own_exchange
blind_leaks: own_exchange
book_moves: own_exchange
booking_records: own_exchange
booking_rooms: own_exchange
booking_seats: own_exchange
bookings: own_exchange
budget_indicators: own_exchange
calendar_loads: own_exchange
campaign_moves: own_exchange
campaign_parts: own_exchange
campaigns: own_exchange
case_answers: own_exchange
case_drafts: own_exchange
case_import_refusals: own_exchange
case_imports: own_exchange
case_lights: own_exchange
case_materials: own_exchange
case_misconduct: own_exchange
case_months: own_exchange
case_papers: own_exchange
case_pauses: own_exchange
case_steps: own_exchange
case_supervisions: own_exchange
cases: own_exchange
certificate_checks: own_exchange
certificates: own_exchange
challenges: own_exchange
checkpoints: own_exchange
clarifications: own_exchange
clearings: own_exchange
clocks: own_exchange
close_additions: own_exchange
close_lists: own_exchange
complaint_disclosures: own_exchange
complaint_handlers: own_exchange
complaint_identities: own_exchange
complaint_papers: own_exchange
complaint_steps: own_exchange
complaints: own_exchange
concierge_appraisals: own_exchange
concierge_requests: own_exchange
concierges: own_exchange
conduct_findings: own_exchange
confirmations: own_exchange
consultations: own_exchange
contract_payees: own_exchange
coordination_meetings: own_exchange
cosignatures: own_exchange
cover_plans: own_exchange
declared_interests: own_exchange
deliveries: own_exchange
deposit_numbers: own_exchange
deposit_rates: own_exchange
disclosures: own_exchange
disputes: own_exchange
document_drafts: own_exchange
document_texts: own_exchange
documents: own_exchange
draw_answers: own_exchange
draw_arrivals: own_exchange
draw_calls: own_exchange
draw_codes: own_exchange
draw_contributions: own_exchange
draw_escrows: own_exchange
draw_files: own_exchange
draw_releases: own_exchange
draw_replacements: own_exchange
draws: own_exchange
evaluations: own_exchange
exchanges: own_exchange
expert_assessments: own_exchange
expert_steps: own_exchange
experts: own_exchange
failure_causes: own_exchange
fee_items: own_exchange
fee_lists: own_exchange
fee_tariffs: own_exchange
figure_openings: own_exchange
figure_targets: own_exchange
finding_steps: own_exchange
forfeitures: own_exchange
guarantee_demands: own_exchange
guarantee_ends: own_exchange
guarantee_issuer_approvals: own_exchange
guarantee_issuers: own_exchange
guarantee_letters: own_exchange
guarantees: own_exchange
hand_orders: own_exchange
hand_overs: own_exchange
idempotency: own_exchange
identity_numbers: own_exchange
imported_cases: own_exchange
incidents: own_exchange
indicator_records: own_exchange
insiders: own_exchange
installation: none
intermediaries: own_exchange
investment_projects: own_exchange
item_drafts: own_exchange
item_exit_steps: own_exchange
item_exits: own_exchange
item_files: own_exchange
item_papers: own_exchange
item_versions: own_exchange
items: own_exchange
job_outbox: own_exchange
joint_cases: own_exchange
joint_drafts: own_exchange
joint_materials: own_exchange
joint_meetings: own_exchange
joint_members: own_exchange
joint_needs: own_exchange
joint_officers: own_exchange
joint_papers: own_exchange
joint_pauses: own_exchange
joint_steps: own_exchange
joint_tasks: own_exchange
kept_prints: own_exchange
leaves: own_exchange
ledger_closes: own_exchange
ledger_entries: own_exchange
ledger_lines: own_exchange
ledger_months: own_exchange
ledger_rolled: own_exchange
ledger_roots: own_exchange
ledger_years: own_exchange
letter_reads: own_exchange
limits: own_exchange
lodgements: own_exchange
lot_orders: own_exchange
lot_terms: own_exchange
lots: own_exchange
mail_stops: own_exchange
mandates: own_exchange
meeting_decisions: own_exchange
meeting_guests: own_exchange
meeting_items: own_exchange
meeting_members: own_exchange
meeting_minutes: own_exchange
meeting_votes: own_exchange
meetings: own_exchange
mergers: own_exchange
message_reads: own_exchange
message_settings: own_exchange
messages: own_exchange
moves: own_exchange
nodes: own_exchange
notice_codes: own_exchange
notice_index: own_exchange
notices: own_exchange
objection_replies: own_exchange
objections: own_exchange
opened_files: own_exchange
opener_keys: own_exchange
opener_offices: own_exchange
openings: own_exchange
organisation_changes: own_exchange
organisation_files: own_exchange
organisations: own_exchange
outbox: own_exchange
outside_acceptances: own_exchange
panel_appointments: own_exchange
panel_changes: own_exchange
panel_members: own_exchange
parts: own_exchange
passkeys: own_exchange
passwords: own_exchange
patrol_attendance: own_exchange
patrols: own_exchange
payment_books: own_exchange
payment_contracts: own_exchange
payment_papers: own_exchange
payment_requests: own_exchange
payment_steps: own_exchange
people: own_exchange
plan_corrections: own_exchange
plan_decisions: own_exchange
plan_months: own_exchange
plan_requests: own_exchange
plans: own_exchange
policy_halls: own_exchange
posts: own_exchange
prequal_reviews: own_exchange
prequal_signatures: own_exchange
privacy_requests: own_exchange
projects: own_exchange
proofs: own_exchange
question_answers: own_exchange
question_box: own_exchange
question_keys: own_exchange
question_tickets: own_exchange
questions: own_exchange
recoveries: own_exchange
refund_returns: own_exchange
refunds: own_exchange
refused_gifts: own_exchange
refused_lodgements: own_exchange
registrations: own_exchange
regulations: own_exchange
rehearsal_texts: own_exchange
rejections: own_exchange
releases: own_exchange
report_opinions: own_exchange
representative_invitations: own_exchange
reserve_ends: own_exchange
reserves: own_exchange
returns: own_exchange
revocation_snapshots: own_exchange
rooms: own_exchange
sale_archives: own_exchange
sale_deal_acts: own_exchange
sale_lots: own_exchange
sale_moves: own_exchange
sale_outcomes: own_exchange
sale_reserves: own_exchange
sale_rounds: own_exchange
sale_singles: own_exchange
sales: own_exchange
schedule_acts: own_exchange
served_assets: own_exchange
service_halls: own_exchange
service_log: own_exchange
service_slots: own_exchange
sessions: own_exchange
sheet_drafts: own_exchange
sheets: own_exchange
sign_ins: own_exchange
signal_notes: own_exchange
signal_runs: own_exchange
signed_acts: own_exchange
sitting_days: own_exchange
sub_centres: own_exchange
tender_checks: own_exchange
tenders: own_exchange
timed_checkpoints: own_exchange
tokens: own_exchange
told_once_papers: own_exchange
tree_heads: own_exchange
unit_hand_overs: own_exchange
units: own_exchange
uploads: own_exchange
venues: own_exchange
visit_bookings: own_exchange
way_acts: own_exchange
window_seats: own_exchange
windows: own_exchange
winner_failures: own_exchange

-- functions
CREATE OR REPLACE FUNCTION public.check_origin()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  if exists (select from installation where mode <> split_part(new.origin, '/', 2)) then
    raise exception 'exchanges: % in a database of the other mode', new.origin using errcode = 'check_violation';
  end if;
  return new;
end $function$
CREATE OR REPLACE FUNCTION public.check_stamp()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  if exists (select from exchanges where split_part(origin, '/', 2) <> new.mode)
    or (new.mode = 'live' and (exists (select from clocks) or exists (select from tokens) or exists (select from rehearsal_texts) or exists (select from sessions where how = 'rehearsal'))) then
    raise exception 'installation: this database holds rows of the other mode than %', new.mode using errcode = 'check_violation';
  end if;
  return new;
end $function$
CREATE OR REPLACE FUNCTION public.exit_steps_follow()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.place > 1 and not exists (select from item_exit_steps as before where before.exchange_id = new.exchange_id and before.code = new.code and before.serial = new.serial and before.place = new.place - 1) then
    raise exception 'step % of exit %/% without the one before it', new.step, new.code, new.serial;
  end if;
  return new;
end $function$
CREATE OR REPLACE FUNCTION public.joint_members_stay()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (old.opinion is not null and (new.opinion, new.words, new.opined_by, new.opined_at) is distinct from (old.opinion, old.words, old.opined_by, old.opined_at))
    or (old.silent_at is not null and new.silent_at is distinct from old.silent_at) or (old.counted is not null and (new.counted is distinct from old.counted or new.opinion is distinct from old.opinion))
    or (old.code is not null and new.code is distinct from old.code) then
    raise exception 'what a member of % said stays', old.joint;
  end if;
  return new;
end $function$
CREATE OR REPLACE FUNCTION public.keep_answer_months()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  begin
    insert into answer_months as m (exchange_id, month, unit, grade, answers)
      select exchange_id, date_trunc('month', made_at at time zone 'Asia/Shanghai')::date as month, unit, grade, count(*) from added group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (exchange_id, month, unit, grade) do update set answers = m.answers + excluded.answers;
    return null;
  end $function$
CREATE OR REPLACE FUNCTION public.keep_apart(kept regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
  declare own constant text := 'exchange_id = current_setting(''daylight.exchange'', true)';
  begin
    execute format('alter table %s enable row level security', kept);
    execute format('create policy own_exchange on %s using (%s) with check (%s)', kept, own, own);
  end $function$
CREATE OR REPLACE FUNCTION public.keep_auction()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
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
  end $function$
CREATE OR REPLACE FUNCTION public.keep_auction_bidder()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    if old.taken_out is not null or (to_jsonb(new) - 'taken_out') is distinct from (to_jsonb(old) - 'taken_out') then
      raise exception 'bidder % of auction % may only be taken out, once', old.paddle, old.auction_id using errcode = 'insufficient_privilege';
    end if;
    return new;
  end $function$
CREATE OR REPLACE FUNCTION public.keep_auction_lease()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    if new.seq < old.seq or new.epoch < old.epoch or new.orders_taken < old.orders_taken then raise exception 'auction % goes back', old.auction_id using errcode = 'check_violation'; end if;
    if old.ended_at is not null and (new.seq, new.ended_at) is distinct from (old.seq, old.ended_at) then raise exception 'auction % is over', old.auction_id using errcode = 'check_violation'; end if;
    return new;
  end $function$
CREATE OR REPLACE FUNCTION public.keep_case_months()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  begin
    insert into case_months as d (exchange_id, month, unit, item, case_type, accepted, accepted_low, closed, in_time, limit_days, used_days)
      select a.exchange_id, p.month, a.unit, a.item, a.case_type, sum(p.accepted), sum(p.low), sum(p.closed), sum(p.in_time), sum(p.limit_days), sum(p.used_days)
      from added a cross join lateral (values
        (date_trunc('month', a.accepted_on)::date, 1, (coalesce(a.decided_level, 9) <= 2)::int, 0, 0, 0, 0),
        (date_trunc('month', a.decided_at at time zone 'Asia/Shanghai')::date, 0, 0, 1, coalesce(a.in_time, false)::int, a.limit_days, coalesce(a.used_days, 0))
      ) as p(month, accepted, low, closed, in_time, limit_days, used_days)
      where p.month is not null group by a.exchange_id, p.month, a.unit, a.item, a.case_type order by a.exchange_id, p.month, a.unit, a.item, a.case_type
    on conflict (exchange_id, month, unit, item, case_type) do update set accepted = d.accepted + excluded.accepted, accepted_low = d.accepted_low + excluded.accepted_low,
      closed = d.closed + excluded.closed, in_time = d.in_time + excluded.in_time, limit_days = d.limit_days + excluded.limit_days, used_days = d.used_days + excluded.used_days;
    return null;
  end $function$
CREATE OR REPLACE FUNCTION public.keep_indicator()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  begin
    update budget_indicators set amount_fen = new.amount_fen where (exchange_id, indicator) = (new.exchange_id, new.indicator);
    return null;
  end $function$
CREATE OR REPLACE FUNCTION public.keep_ledger()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
 SET enable_nestloop TO 'off'
 SET enable_seqscan TO 'off'
AS $function$
  declare stretch record; wrong record; closed date; rolled bigint;
  begin
    for stretch in select exchange_id, min(entry) as first, max(entry) as last from added group by exchange_id order by exchange_id loop
      perform pg_advisory_xact_lock_shared(hashtextextended('ledger ' || stretch.exchange_id, 0));
      select max(month) into closed from ledger_closes where exchange_id = stretch.exchange_id;
      select upto into rolled from ledger_rolled where exchange_id = stretch.exchange_id;
      if stretch.first <= rolled then raise exception 'ledger entry % is made already, or not at all', stretch.first using errcode = 'check_violation'; end if;
      select a.entry, case when e.entry is null then 'is made already, or not at all' when e.month <= closed then 'is of a closed month' when a.accounts < a.lines then 'has an account twice' else 'does not balance' end as why into wrong
        from (select entry, sum(amount_fen) as apart, count(*) as lines, count(distinct account) as accounts from added where exchange_id = stretch.exchange_id group by entry) a
        left join (select entry, date_trunc('month', booked_on)::date as month from ledger_entries where exchange_id = stretch.exchange_id and entry between stretch.first and stretch.last and made_in = pg_current_xact_id()) e using (entry)
        where e.entry is null or coalesce(e.month <= closed, false) or a.apart <> 0 or a.lines < 2 or a.accounts < a.lines limit 1;
      if found then raise exception 'ledger entry % %', wrong.entry, wrong.why using errcode = 'check_violation'; end if;
    end loop;
    return null;
  end $function$
CREATE OR REPLACE FUNCTION public.keep_plan()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  begin
    if new.verdict <> 'refused' then
      update plan_months set approved_fen = new.amount_fen where (exchange_id, indicator, month, mode) = (new.exchange_id, new.indicator, new.month, new.mode);
    end if;
    return null;
  end $function$
CREATE OR REPLACE FUNCTION public.keep_plan_used()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  declare change bigint := plan_taken(new.state, new.amount_fen, new.refunded_fen) - case when tg_op = 'UPDATE' then plan_taken(old.state, old.amount_fen, old.refunded_fen) else 0 end;
  begin
    if tg_op = 'UPDATE' and (old.indicator, old.month, old.mode) is distinct from (new.indicator, new.month, new.mode) and (plan_taken(old.state, old.amount_fen, old.refunded_fen) <> 0 or plan_taken(new.state, new.amount_fen, new.refunded_fen) <> 0) then
      raise exception 'request % changes its plan while it takes from one', new.request using errcode = 'check_violation';
    end if;
    if change <> 0 then
      update plan_months set used_fen = used_fen + change where (exchange_id, indicator, month, mode) = (new.exchange_id, new.indicator, new.month, new.mode);
    end if;
    return null;
  end $function$
CREATE OR REPLACE FUNCTION public.keep_planned()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  declare change bigint := new.approved_fen - case when tg_op = 'UPDATE' then old.approved_fen else 0 end;
  begin
    if change <> 0 then
      update budget_indicators set planned_fen = planned_fen + change where (exchange_id, indicator) = (new.exchange_id, new.indicator);
    end if;
    return null;
  end $function$
CREATE OR REPLACE FUNCTION public.keep_published_correction()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.published_at is not null then raise exception 'a published correction stays as it is'; end if;
  return new;
end $function$
CREATE OR REPLACE FUNCTION public.keep_published_plan()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.published_at is null then return new; end if;
  if (new.exchange_id, new.plan_id, new.line, new.tenderer_name, new.tenderer_uscc, new.version, new.drafted_by, new.drafted_at, new.published_by, new.published_at, new.number)
    is distinct from (old.exchange_id, old.plan_id, old.line, old.tenderer_name, old.tenderer_uscc, old.version, old.drafted_by, old.drafted_at, old.published_by, old.published_at, old.number)
    or new.edition is distinct from old.edition + 1
    or not exists (select from plan_corrections as made where made.exchange_id = new.exchange_id and made.plan_id = new.plan_id and made.edition = new.edition and made.form = new.form
      and made.area is not distinct from new.area and made.published_at is not null and new.counts_from in (old.counts_from, made.published_at))
  then raise exception 'a published plan stays as it is but for a published correction'; end if;
  return new;
end $function$
CREATE OR REPLACE FUNCTION public.keep_sale_lots()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.stage <> 'draft' then raise exception 'a registered sale keeps its lots'; end if;
  return old;
end $function$
CREATE OR REPLACE FUNCTION public.keep_sale_outcome()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  if (new.auction_id is null) <> exists (select from sale_singles s where s.exchange_id = new.exchange_id and s.sale_id = new.sale_id and s.lot = new.lot and s.round = new.round)
    then raise exception 'outcome of % %: a contest, or one transferee alone', new.sale_id, new.lot using errcode = 'check_violation'; end if;
  return new;
end $function$
CREATE OR REPLACE FUNCTION public.ledger_held(exchange text, asked text, OUT debit bigint, OUT credit bigint)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
AS $function$
  declare rolled bigint;
  begin
    select coalesce((select upto from ledger_rolled where exchange_id = exchange), 0) into rolled;
    select coalesce(sum(parts.debit), 0), coalesce(sum(parts.credit), 0) into debit, credit from (
      select debit_fen as debit, credit_fen as credit from ledger_months where exchange_id = exchange and account = asked
      union all select greatest(amount_fen, 0), greatest(-amount_fen, 0) from ledger_lines where exchange_id = exchange and entry > rolled and account = asked) as parts;
  end $function$
CREATE OR REPLACE FUNCTION public.mandates_go_forward()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.ended_at is not null or (old.accepted_at is not null and new.accepted_at is distinct from old.accepted_at) then
    raise exception 'a mandate that was signed or ended stays so';
  end if;
  return new;
end $function$
CREATE OR REPLACE FUNCTION public.move_case_months()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  begin
    insert into case_months as d (exchange_id, month, unit, item, case_type, accepted, accepted_low, closed, in_time, limit_days, used_days)
      select new.exchange_id, p.month, p.unit, p.item, p.case_type, sum(p.accepted), sum(p.low), sum(p.closed), sum(p.in_time), sum(p.limit_days), sum(p.used_days)
      from (values
        (date_trunc('month', old.accepted_on)::date, old.unit, old.item, old.case_type, -1, -(coalesce(old.decided_level, 9) <= 2)::int, 0, 0, 0, 0),
        (date_trunc('month', old.decided_at at time zone 'Asia/Shanghai')::date, old.unit, old.item, old.case_type, 0, 0, -1, -coalesce(old.in_time, false)::int, -old.limit_days, -coalesce(old.used_days, 0)),
        (date_trunc('month', new.accepted_on)::date, new.unit, new.item, new.case_type, 1, (coalesce(new.decided_level, 9) <= 2)::int, 0, 0, 0, 0),
        (date_trunc('month', new.decided_at at time zone 'Asia/Shanghai')::date, new.unit, new.item, new.case_type, 0, 0, 1, coalesce(new.in_time, false)::int, new.limit_days, coalesce(new.used_days, 0))
      ) as p(month, unit, item, case_type, accepted, low, closed, in_time, limit_days, used_days)
      where p.month is not null group by p.month, p.unit, p.item, p.case_type order by p.month, p.unit, p.item, p.case_type
    on conflict (exchange_id, month, unit, item, case_type) do update set accepted = d.accepted + excluded.accepted, accepted_low = d.accepted_low + excluded.accepted_low,
      closed = d.closed + excluded.closed, in_time = d.in_time + excluded.in_time, limit_days = d.limit_days + excluded.limit_days, used_days = d.used_days + excluded.used_days;
    return null;
  end $function$
CREATE OR REPLACE FUNCTION public.name_skeleton(name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select regexp_replace(lower(translate(normalize(name, NFKC),
    'АВЕКМНОРСТУХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαρν' || 'ロニカタトエハー一—〇○ΟlI' || '土未已巳曰入夭戌戍壬',
    'ABEKMHOPCTYXaeopcyxijsABEZHIKMNOPTYXoapv' || '口二力夕卜工八一一一OOO11' || '士末己己日人天戊戊王')),
    '[[:space:]()·・.,、。''"“”‘’_-]', '', 'g')
$function$
CREATE OR REPLACE FUNCTION public.number_guarantee()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.way := case when new.entered_by in ('bank', 'issuer') then new.entered_by else 'hand' end;
  new.serial := 1 + (select count(*) from guarantees as g join guarantee_ends as e on e.exchange_id = g.exchange_id and e.reference = g.reference
    where g.exchange_id = new.exchange_id and g.tender_id = new.tender_id and g.lot = new.lot and g.bidder = new.bidder and g.way = new.way);
  return new;
end $function$
CREATE OR REPLACE FUNCTION public.plan_taken(state text, amount_fen bigint, refunded_fen bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
RETURN CASE WHEN (state = ANY (ARRAY['checked'::text, 'approved'::text, 'ordered'::text, 'paid'::text, 'settled'::text])) THEN (amount_fen - refunded_fen) ELSE (0)::bigint END
CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception '% may only be inserted into', tg_table_name using errcode = 'insufficient_privilege'; end $function$
CREATE OR REPLACE FUNCTION public.refuse_rehearsal()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  if exists (select from installation where mode = 'live') then
    raise exception '%: a row of a rehearsal in a live database', tg_table_name using errcode = 'check_violation';
  end if;
  return new;
end $function$
CREATE OR REPLACE FUNCTION public.refuse_second_decision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.outcome is not null then raise exception 'this dispute is decided'; end if;
  return new;
end $function$
CREATE OR REPLACE FUNCTION public.roll_ledger()
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  declare exchange constant text := current_setting('daylight.exchange'); former bigint; last bigint;
  begin
    if not pg_try_advisory_xact_lock(hashtextextended('ledger ' || exchange, 0)) then return false; end if;
    select coalesce((select upto from ledger_rolled where exchange_id = exchange), 0) into former;
    select coalesce(max(entry), former) into last from ledger_entries where exchange_id = exchange;
    if last = former then return true; end if;
    insert into ledger_months (exchange_id, account, month, debit_fen, credit_fen)
      select exchange, l.account, date_trunc('month', e.booked_on)::date, coalesce(sum(l.amount_fen) filter (where l.amount_fen > 0), 0), coalesce(-sum(l.amount_fen) filter (where l.amount_fen < 0), 0)
      from ledger_entries e join ledger_lines l using (exchange_id, entry) where e.exchange_id = exchange and e.entry > former group by 2, 3
      on conflict (exchange_id, account, month) do update set debit_fen = ledger_months.debit_fen + excluded.debit_fen, credit_fen = ledger_months.credit_fen + excluded.credit_fen;
    insert into ledger_rolled values (exchange, last) on conflict (exchange_id) do update set upto = excluded.upto;
    return true;
  end $function$
CREATE OR REPLACE FUNCTION public.supervision_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    if tg_op = 'DELETE' then raise exception 'a case of supervision is never erased' using errcode = 'insufficient_privilege'; end if;
    if (old.code, old.opened_at, old.unit) is distinct from (new.code, new.opened_at, new.unit) then raise exception 'a case of supervision stays what it was' using errcode = 'insufficient_privilege'; end if;
    if old.answered_at is not null and (old.answer, old.answered_by, old.answered_at) is distinct from (new.answer, new.answered_by, new.answered_at) then raise exception 'a red light is answered once' using errcode = 'insufficient_privilege'; end if;
    if old.due_at is not null and old.due_at is distinct from new.due_at and (new.due_at is null or old.answered_at is not null or old.told_at is not null
      or ((old.due_at - interval '1 millisecond') at time zone 'Asia/Shanghai')::date <= (select max(covered_until) from calendar_loads where exchange_id = old.exchange_id)) then
      raise exception 'the clock of supervision is not moved' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end $function$

-- rights
acceptances: daylight_app may insert, select
activities: daylight_app may insert, select
activity_people: daylight_app may insert, select
actors: daylight_app may insert, select
admission_lists: daylight_app may insert, select
admissions: daylight_app may delete, insert, select, update
answer_months: daylight_app may select
answered_questions: daylight_app may insert, select
api_tokens: daylight_app may insert, select
application_deposit_ends: daylight_app may insert, select
application_deposits: daylight_app may insert, select
application_refund_returns: daylight_app may insert, select
application_reviews: daylight_app may insert, select
applications: daylight_app may insert, select
appraisal_formulas: daylight_app may insert, select
approval_mandates: daylight_app may insert, select
approvals: daylight_app may insert, select
archives: daylight_app may insert, select
areas: daylight_app may insert, select
assessment_answers: daylight_app may insert, select
auction_bidders: daylight_app may insert, select
auction_happenings: daylight_app may insert, select
auction_interruptions: daylight_app may insert, select
auction_keys: daylight_app may insert, select
auction_leases: daylight_app may insert, select
auction_orders: daylight_app may insert, select
auction_reserves: daylight_app may insert, select
auction_reveals: daylight_app may insert, select
auction_writers: daylight_app may delete, insert, select
auctions: daylight_app may insert, select
audit: daylight_app may insert, select
audit_checks: daylight_app may insert, select, update
audit_roots: daylight_app may insert, select
bad_records: daylight_app may insert, select
bank_accounts: daylight_app may insert, select
bank_acts: daylight_app may insert, select
bank_credits: daylight_app may insert, select
bank_days: daylight_app may insert, select
bank_events: daylight_app may insert, select
bank_evidence: daylight_app may insert, select
bank_exceptions: daylight_app may insert, select
bank_keys: daylight_app may insert, select
bank_orders: daylight_app may insert, select
bank_statement_lines: daylight_app may insert, select
bank_statements: daylight_app may insert, select
bank_sub_accounts: daylight_app may insert, select
basic_accounts: daylight_app may insert, select
bid_answers: daylight_app may insert, select
bid_questions: daylight_app may insert, select
bidder_keys: daylight_app may insert, select
bill_lines: daylight_app may delete, insert, select
bill_moves: daylight_app may insert, select
bill_papers: daylight_app may insert, select
bill_units: daylight_app may insert, select
bills: daylight_app may insert, select
blind_codes: daylight_app may insert, select
blind_leaks: daylight_app may insert, select
book_moves: daylight_app may insert, select
booking_records: daylight_app may insert, select
booking_rooms: daylight_app may insert, select
booking_seats: daylight_app may delete, insert, select
bookings: daylight_app may insert, select
budget_indicators: daylight_app may select
calendar_loads: daylight_app may insert, select
campaign_moves: daylight_app may insert, select
campaign_parts: daylight_app may insert, select
campaigns: daylight_app may insert, select
case_answers: daylight_app may insert, select
case_drafts: daylight_app may delete, insert, select, update
case_import_refusals: daylight_app may insert, select
case_imports: daylight_app may insert, select
case_lights: daylight_app may insert, select
case_materials: daylight_app may insert, select
case_misconduct: daylight_app may insert, select
case_months: daylight_app may select
case_papers: daylight_app may insert, select
case_pauses: daylight_app may insert, select
case_steps: daylight_app may insert, select
case_supervisions: daylight_app may insert, select
cases: daylight_app may insert, select, update
certificate_checks: daylight_app may insert, select
certificates: daylight_app may delete, insert, select
challenges: daylight_app may delete, insert, select
checkpoints: daylight_app may select
checkpoints: daylight_sequencer may insert, select
clarifications: daylight_app may insert, select, update
clearings: daylight_app may insert, select
clocks: daylight_app may insert, select, update
close_additions: daylight_app may insert, select
close_lists: daylight_app may insert, select
complaint_disclosures: daylight_app may insert, select
complaint_handlers: daylight_app may insert, select
complaint_identities: daylight_app may insert, select
complaint_papers: daylight_app may insert, select
complaint_steps: daylight_app may insert, select
complaints: daylight_app may insert, select
concierge_appraisals: daylight_app may insert, select
concierge_requests: daylight_app may insert, select, update
concierges: daylight_app may insert, select, update
conduct_findings: daylight_app may insert, select
confirmations: daylight_app may insert, select, update
consultations: daylight_app may insert, select
contract_payees: daylight_app may insert, select
coordination_meetings: daylight_app may insert, select, update
cosignatures: daylight_app may select
cosignatures: daylight_sequencer may insert, select
cover_plans: daylight_sequencer may insert, select, update
declared_interests: daylight_app may insert, select
deliveries: daylight_app may delete, insert, select
deposit_numbers: daylight_app may insert, select
deposit_rates: daylight_app may insert, select
disclosures: daylight_app may insert, select
disputes: daylight_app may insert, select
document_drafts: daylight_app may delete, insert, select, update
document_texts: daylight_app may insert, select
documents: daylight_app may insert, select
draw_answers: daylight_app may insert, select
draw_arrivals: daylight_app may insert, select
draw_calls: daylight_app may insert, select
draw_codes: daylight_app may insert, select
draw_contributions: daylight_app may insert, select
draw_escrows: daylight_app may insert, select
draw_files: daylight_app may insert, select
draw_releases: daylight_app may insert, select
draw_replacements: daylight_app may insert, select
draws: daylight_app may insert, select
evaluations: daylight_app may insert, select, update
exchanges: daylight_app may insert, select
exchanges: daylight_sequencer may select
expert_assessments: daylight_app may insert, select
expert_steps: daylight_app may insert, select
experts: daylight_app may insert, select
failure_causes: daylight_app may insert, select
fee_items: daylight_app may insert, select
fee_lists: daylight_app may insert, select
fee_tariffs: daylight_app may insert, select
figure_openings: daylight_app may insert, select
figure_targets: daylight_app may insert, select
finding_steps: daylight_app may insert, select
forfeitures: daylight_app may insert, select
guarantee_demands: daylight_app may insert, select
guarantee_ends: daylight_app may insert, select
guarantee_issuer_approvals: daylight_app may insert, select
guarantee_issuers: daylight_app may insert, select
guarantee_letters: daylight_app may insert, select
guarantees: daylight_app may insert, select
hand_orders: daylight_app may insert, select
hand_overs: daylight_app may insert, select
idempotency: daylight_app may delete, insert, select, update
identity_numbers: daylight_app may delete, insert, select
imported_cases: daylight_app may insert, select
incidents: daylight_app may insert, select
indicator_records: daylight_app may insert, select
insiders: daylight_app may delete, insert, select
installation: daylight_app may insert, select
intermediaries: daylight_app may insert, select, update
investment_projects: daylight_app may insert, select, update
item_drafts: daylight_app may delete, insert, select
item_exit_steps: daylight_app may insert, select
item_exits: daylight_app may insert, select
item_files: daylight_app may insert, select
item_papers: daylight_app may insert, select
item_versions: daylight_app may insert, select
items: daylight_app may delete, insert, select
job_outbox: daylight_app may delete, insert, select
joint_cases: daylight_app may insert, select
joint_drafts: daylight_app may delete, insert, select, update
joint_materials: daylight_app may insert, select
joint_meetings: daylight_app may insert, select
joint_members: daylight_app may insert, select
joint_needs: daylight_app may insert, select
joint_officers: daylight_app may insert, select
joint_papers: daylight_app may insert, select
joint_pauses: daylight_app may insert, select
joint_steps: daylight_app may insert, select
joint_tasks: daylight_app may insert, select
kept_prints: daylight_app may insert, select
leaves: daylight_app may select
leaves: daylight_sequencer may insert, select
ledger_closes: daylight_app may insert, select
ledger_entries: daylight_app may insert, select
ledger_lines: daylight_app may insert, select
ledger_months: daylight_app may select
ledger_rolled: daylight_app may select
ledger_roots: daylight_app may insert, select
ledger_years: daylight_app may insert, select
letter_reads: daylight_app may insert, select
limits: daylight_app may delete, insert, select, update
lodgements: daylight_app may insert, select
lot_orders: daylight_app may insert, select
lot_terms: daylight_app may insert, select
lots: daylight_app may delete, insert, select, update
mail_stops: daylight_app may delete, insert, select
mandates: daylight_app may insert, select
meeting_decisions: daylight_app may insert, select, update
meeting_guests: daylight_app may insert, select, update
meeting_items: daylight_app may insert, select
meeting_members: daylight_app may insert, select
meeting_minutes: daylight_app may insert, select
meeting_votes: daylight_app may insert, select
meetings: daylight_app may insert, select
mergers: daylight_app may insert, select
message_reads: daylight_app may insert, select
message_settings: daylight_app may delete, insert, select, update
messages: daylight_app may insert, select
moves: daylight_app may insert, select
nodes: daylight_app may select
nodes: daylight_sequencer may insert, select
notice_codes: daylight_app may insert, select
notice_index: daylight_app may insert, select, update
notices: daylight_app may insert, select
objection_replies: daylight_app may insert, select
objections: daylight_app may insert, select
opened_files: daylight_app may insert, select
opener_keys: daylight_app may delete, insert, select, update
opener_offices: daylight_app may insert, select
openings: daylight_app may insert, select
organisation_changes: daylight_app may insert, select
organisation_files: daylight_app may insert, select
organisations: daylight_app may insert, select
outbox: daylight_app may insert, select
outbox: daylight_sequencer may delete, insert, select
outside_acceptances: daylight_app may insert, select
own_notice_index: daylight_app may select
own_organisations: daylight_app may select
panel_appointments: daylight_app may insert, select
panel_changes: daylight_app may insert, select
panel_members: daylight_app may insert, select
parts: daylight_app may delete, insert, select, update
passkeys: daylight_app may delete, insert, select
passwords: daylight_app may delete, insert, select
patrol_attendance: daylight_app may insert, select
patrols: daylight_app may insert, select
payment_books: daylight_app may insert, select
payment_contracts: daylight_app may insert, select
payment_papers: daylight_app may insert, select
payment_requests: daylight_app may insert, select
payment_steps: daylight_app may insert, select
people: daylight_app may insert, select
plan_corrections: daylight_app may insert, select, update
plan_decisions: daylight_app may insert, select
plan_months: daylight_app may select
plan_requests: daylight_app may insert, select
plans: daylight_app may insert, select, update
policy_halls: daylight_app may insert, select
posts: daylight_app may insert, select
prequal_reviews: daylight_app may insert, select
prequal_signatures: daylight_app may insert, select
privacy_requests: daylight_app may insert, select
projects: daylight_app may insert, select
proofs: daylight_app may insert, select
question_answers: daylight_app may insert, select, update
question_box: daylight_app may delete, insert, select
question_keys: daylight_app may insert, select
question_tickets: daylight_app may insert, select
questions: daylight_app may insert, select
recoveries: daylight_app may insert, select
refund_returns: daylight_app may insert, select
refunds: daylight_app may insert, select
refused_gifts: daylight_app may insert, select
refused_lodgements: daylight_app may insert, select
registrations: daylight_app may delete, insert, select
regulations: daylight_app may insert, select
rehearsal_texts: daylight_app may delete, insert, select
rejections: daylight_app may insert, select
releases: daylight_app may insert, select
report_opinions: daylight_app may insert, select
representative_invitations: daylight_app may delete, insert, select
reserve_ends: daylight_app may insert, select
reserves: daylight_app may insert, select
returns: daylight_app may insert, select
revocation_snapshots: daylight_app may insert, select
rooms: daylight_app may insert, select
sale_archives: daylight_app may insert, select
sale_deal_acts: daylight_app may insert, select
sale_lots: daylight_app may delete, insert, select, update
sale_moves: daylight_app may insert, select
sale_outcomes: daylight_app may insert, select
sale_reserves: daylight_app may insert, select
sale_rounds: daylight_app may insert, select
sale_singles: daylight_app may insert, select
sales: daylight_app may insert, select, update
schedule_acts: daylight_app may insert, select
served_assets: daylight_app may insert, select
service_halls: daylight_app may insert, select
service_log: daylight_app may insert, select
service_slots: daylight_app may insert, select
sessions: daylight_app may delete, insert, select, update
sheet_drafts: daylight_app may delete, insert, select, update
sheets: daylight_app may insert, select
sign_ins: daylight_app may delete, insert, select
signal_notes: daylight_app may insert, select
signal_runs: daylight_app may insert, select
signed_acts: daylight_app may insert, select
sitting_days: daylight_app may insert, select
sub_centres: daylight_app may insert, select
tender_checks: daylight_app may insert, select
tenders: daylight_app may insert, select, update
timed_checkpoints: daylight_app may select
timed_checkpoints: daylight_sequencer may insert, select
tokens: daylight_app may insert, select
told_once_papers: daylight_app may insert, select
tree_heads: daylight_app may select
tree_heads: daylight_sequencer may insert, select
unit_hand_overs: daylight_app may insert, select
units: daylight_app may insert, select
uploads: daylight_app may delete, insert, select, update
venues: daylight_app may insert, select
visit_bookings: daylight_app may insert, select
way_acts: daylight_app may insert, select
window_seats: daylight_app may insert, select
windows: daylight_app may insert, select
winner_failures: daylight_app may insert, select

-- rights on columns
actors.ended_at: daylight_app may update
api_tokens.ended_at: daylight_app may update
api_tokens.used_at: daylight_app may update
approval_mandates.reason: daylight_app may update
approval_mandates.revoked_at: daylight_app may update
approval_mandates.revoked_by: daylight_app may update
auction_bidders.taken_out: daylight_app may update
auction_interruptions.approved_at: daylight_app may update
auction_interruptions.approved_by: daylight_app may update
auction_leases.ended_at: daylight_app may update
auction_leases.epoch: daylight_app may update
auction_leases.next_due_at: daylight_app may update
auction_leases.orders_taken: daylight_app may update
auction_leases.seq: daylight_app may update
auction_leases.writer: daylight_app may update
auction_writers.seen_at: daylight_app may update
auction_writers.until: daylight_app may update
auction_writers.url: daylight_app may update
bank_accounts.closed_on: daylight_app may update
bank_accounts.name: daylight_app may update
bank_credits.fault: daylight_app may update
bank_credits.reversed_at: daylight_app may update
bank_exceptions.settled_at: daylight_app may update
bank_orders.attempts: daylight_app may update
bank_orders.due_at: daylight_app may update
bank_orders.paid_at: daylight_app may update
bank_orders.reason: daylight_app may update
bank_orders.returned_at: daylight_app may update
bank_orders.state: daylight_app may update
bank_orders.transaction: daylight_app may update
bank_orders.try_at: daylight_app may update
bank_sub_accounts.closed_at: daylight_app may update
bill_lines.late_fen: daylight_app may update
bill_lines.sending_fen: daylight_app may update
bill_lines.swept_at: daylight_app may update
bill_lines.swept_by: daylight_app may update
bill_lines.swept_fen: daylight_app may update
bill_units.calculated_at: daylight_app may update
bill_units.calculated_by: daylight_app may update
bill_units.version: daylight_app may update
bills.bank: daylight_app may update
bills.due_on: daylight_app may update
bills.paid_at: daylight_app may update
bills.paid_fen: daylight_app may update
bills.payer_account: daylight_app may update
bills.payment_code: daylight_app may update
bills.state: daylight_app may update
bills.taken_back_at: daylight_app may update
bills.total_fen: daylight_app may update
bills.transaction: daylight_app may update
bills.version: daylight_app may update
booking_rooms.freed_at: daylight_app may update
bookings.cancelled_at: daylight_app may update
bookings.from_at: daylight_app may update
bookings.paused_since: daylight_app may update
bookings.people: daylight_app may update
bookings.site_witness: daylight_app may update
bookings.until_at: daylight_app may update
budget_indicators.exchange_id: daylight_app may insert
budget_indicators.indicator: daylight_app may insert
budget_indicators.made_at: daylight_app may insert
budget_indicators.made_by: daylight_app may insert
budget_indicators.project: daylight_app may insert
budget_indicators.subject: daylight_app may insert
budget_indicators.subject_name: daylight_app may insert
budget_indicators.unit: daylight_app may insert
budget_indicators.unit_name: daylight_app may insert
budget_indicators.year: daylight_app may insert
case_imports.ended_at: daylight_app may update
case_imports.known: daylight_app may update
case_imports.lines: daylight_app may update
case_imports.refused: daylight_app may update
case_imports.sha256: daylight_app may update
case_imports.taken: daylight_app may update
case_pauses.until_at: daylight_app may update
case_supervisions.answer: daylight_app may update
case_supervisions.answered_at: daylight_app may update
case_supervisions.answered_by: daylight_app may update
case_supervisions.due_at: daylight_app may update
case_supervisions.told_at: daylight_app may update
certificates.ended_at: daylight_app may update
close_additions.approved_at: daylight_app may update
close_additions.approved_by: daylight_app may update
complaint_handlers.joined_at: daylight_app may update
complaint_handlers.left_at: daylight_app may update
complaint_handlers.left_why: daylight_app may update
complaint_handlers.worked_until: daylight_app may update
complaints.about_actor: daylight_app may update
complaints.about_uscc: daylight_app may update
complaints.accepted_at: daylight_app may update
complaints.copied_at: daylight_app may update
complaints.decided_at: daylight_app may update
complaints.decision: daylight_app may update
complaints.desk: daylight_app may update
complaints.is_complex: daylight_app may update
complaints.kind: daylight_app may update
complaints.outcome: daylight_app may update
complaints.over_at: daylight_app may update
complaints.pauses: daylight_app may update
complaints.points: daylight_app may update
complaints.proposal: daylight_app may update
complaints.received_at: daylight_app may update
complaints.refused_at: daylight_app may update
complaints.remind_at: daylight_app may update
complaints.served_at: daylight_app may update
complaints.state: daylight_app may update
complaints.stated_at: daylight_app may update
complaints.version: daylight_app may update
consultations.answer: daylight_app may update
consultations.answered_at: daylight_app may update
consultations.answered_by: daylight_app may update
deliveries.attempts: daylight_app may update
deliveries.due_at: daylight_app may update
deliveries.failure: daylight_app may update
deliveries.sent_at: daylight_app may update
disputes.decided_at: daylight_app may update
disputes.decided_by: daylight_app may update
disputes.decision: daylight_app may update
disputes.decision_outbox: daylight_app may update
disputes.outcome: daylight_app may update
disputes.reason: daylight_app may update
experts.code_sha256: daylight_app may update
experts.code_until: daylight_app may update
experts.lookup: daylight_app may update
experts.person_id: daylight_app may update
experts.sealed: daylight_app may update
experts.specialties: daylight_app may update
experts.state: daylight_app may update
experts.term_until: daylight_app may update
experts.version: daylight_app may update
hand_orders.approved_at: daylight_app may update
hand_orders.approved_by: daylight_app may update
identity_numbers.given_at: daylight_app may update
identity_numbers.lookup: daylight_app may update
identity_numbers.sealed: daylight_app may update
incidents.handled_at: daylight_app may update
item_drafts.body: daylight_app may update
item_drafts.confirmed_at: daylight_app may update
item_drafts.confirmed_by: daylight_app may update
item_drafts.drafted_at: daylight_app may update
item_drafts.drafted_by: daylight_app may update
item_drafts.returned: daylight_app may update
item_drafts.sha256: daylight_app may update
item_drafts.signed: daylight_app may update
item_exits.closed_at: daylight_app may update
item_exits.outcome: daylight_app may update
items.last_on: daylight_app may update
items.state: daylight_app may update
items.unit_code: daylight_app may update
job_outbox.sent_at: daylight_app may update
joint_cases.accepted_on: daylight_app may update
joint_cases.decided_at: daylight_app may update
joint_cases.deliver_due: daylight_app may update
joint_cases.delivered_at: daylight_app may update
joint_cases.due_on: daylight_app may update
joint_cases.extended_days: daylight_app may update
joint_cases.fee_bill: daylight_app may update
joint_cases.in_time: daylight_app may update
joint_cases.merged_at: daylight_app may update
joint_cases.outcome: daylight_app may update
joint_cases.overdue_at: daylight_app may update
joint_cases.provisional: daylight_app may update
joint_cases.red_at: daylight_app may update
joint_cases.silence_at: daylight_app may update
joint_cases.stage: daylight_app may update
joint_cases.state: daylight_app may update
joint_cases.used_days: daylight_app may update
joint_members.code: daylight_app may update
joint_members.counted: daylight_app may update
joint_members.document: daylight_app may update
joint_members.item_version: daylight_app may update
joint_members.opined_at: daylight_app may update
joint_members.opined_by: daylight_app may update
joint_members.opinion: daylight_app may update
joint_members.person: daylight_app may update
joint_members.silent_at: daylight_app may update
joint_members.words: daylight_app may update
joint_officers.confirmed_at: daylight_app may update
joint_pauses.conclusion: daylight_app may update
joint_pauses.until_at: daylight_app may update
joint_tasks.done_at: daylight_app may update
joint_tasks.done_by: daylight_app may update
joint_tasks.done_words: daylight_app may update
mandates.accepted_at: daylight_app may update
mandates.accepted_by: daylight_app may update
mandates.agency_signature: daylight_app may update
mandates.ended_at: daylight_app may update
mandates.ended_by: daylight_app may update
mandates.ended_side: daylight_app may update
mandates.reason: daylight_app may update
meeting_items.done_at: daylight_app may update
meeting_items.done_text: daylight_app may update
meeting_items.outcome: daylight_app may update
meeting_members.signed_in_at: daylight_app may update
meetings.ended_at: daylight_app may update
meetings.state: daylight_app may update
organisations.name: daylight_app may update
organisations.parent_uscc: daylight_app may update
organisations.state: daylight_app may update
organisations.version: daylight_app may update
organisations.words: daylight_app may update
passkeys.counter: daylight_app may update
passkeys.ended_at: daylight_app may update
passkeys.label: daylight_app may update
passkeys.used_at: daylight_app may update
passwords.changed_at: daylight_app may update
passwords.hash: daylight_app may update
passwords.memory_kib: daylight_app may update
passwords.passes: daylight_app may update
passwords.salt: daylight_app may update
passwords.secret: daylight_app may update
passwords.step: daylight_app may update
payment_books.changed_at: daylight_app may update
payment_books.check_code: daylight_app may update
payment_books.receipt_code: daylight_app may update
payment_books.receipt_number: daylight_app may update
payment_books.state: daylight_app may update
payment_requests.account: daylight_app may update
payment_requests.amount_fen: daylight_app may update
payment_requests.approved_at: daylight_app may update
payment_requests.attempt: daylight_app may update
payment_requests.checked_by: daylight_app may update
payment_requests.contract: daylight_app may update
payment_requests.indicator: daylight_app may update
payment_requests.invoice: daylight_app may update
payment_requests.invoice_number: daylight_app may update
payment_requests.mode: daylight_app may update
payment_requests.month: daylight_app may update
payment_requests.order_number: daylight_app may update
payment_requests.ordered_at: daylight_app may update
payment_requests.paid_on: daylight_app may update
payment_requests.payee: daylight_app may update
payment_requests.purpose: daylight_app may update
payment_requests.refunded_fen: daylight_app may update
payment_requests.state: daylight_app may update
payment_requests.submitted_by: daylight_app may update
payment_requests.value_on: daylight_app may update
people.email: daylight_app may update
people.name: daylight_app may update
people.state: daylight_app may update
plan_months.exchange_id: daylight_app may insert
plan_months.indicator: daylight_app may insert
plan_months.mode: daylight_app may insert
plan_months.month: daylight_app may insert
posts.until_on: daylight_app may update
privacy_requests.answer: daylight_app may update
privacy_requests.decided_at: daylight_app may update
privacy_requests.decided_by: daylight_app may update
privacy_requests.state: daylight_app may update
recoveries.approved_at: daylight_app may update
recoveries.approved_by: daylight_app may update
recoveries.approver: daylight_app may update
recoveries.cancelled_at: daylight_app may update
recoveries.cancelled_by: daylight_app may update
recoveries.code_ends_at: daylight_app may update
recoveries.code_sha256: daylight_app may update
recoveries.opened_at: daylight_app may update
recoveries.opened_by: daylight_app may update
recoveries.opener: daylight_app may update
recoveries.reason: daylight_app may update
recoveries.state: daylight_app may update
recoveries.used_at: daylight_app may update
registrations.decided_at: daylight_app may update
registrations.decided_by: daylight_app may update
registrations.due_at: daylight_app may update
registrations.file: daylight_app may update
registrations.letter: daylight_app may update
registrations.reason: daylight_app may update
registrations.state: daylight_app may update
registrations.submitted_at: daylight_app may update
registrations.version: daylight_app may update
representative_invitations.taken_by: daylight_app may update
rooms.buffer_minutes: daylight_app may update
rooms.lockers: daylight_app may update
rooms.name: daylight_app may update
rooms.retired_at: daylight_app may update
rooms.seats: daylight_app may update
rooms.version: daylight_app may update
service_halls.until_on: daylight_app may update
service_slots.taken: daylight_app may update
sub_centres.until_on: daylight_app may update
units.until_on: daylight_app may update
venues.address: daylight_app may update
venues.name: daylight_app may update
venues.retired_at: daylight_app may update
visit_bookings.cancelled_at: daylight_app may update
window_seats.until_on: daylight_app may update
windows.until_on: daylight_app may update
