-- Messages to telephones, as text or read out. A number is kept sealed under a key outside the database.
alter table message_settings
  add column phone    bytea,                                                -- AES-256-GCM: nonce 12, ciphertext, tag 16; bound to its office
  add column phone_by text   not null default 'sms' check (phone_by in ('sms', 'voice')),
  add column phone_on text[] not null default '{}';                         -- kinds
alter table deliveries drop constraint deliveries_channel_check, add check (channel in ('mail', 'phone'));

-- A rehearsal's receiver: what the adaptor of telephones was asked to send.
create table rehearsal_texts (
  exchange_id text        not null references exchanges,
  text_id     text        not null,
  body        jsonb       not null,
  received_at timestamptz not null,
  primary key (exchange_id, text_id)
);
grant select, insert on rehearsal_texts to daylight_app;
