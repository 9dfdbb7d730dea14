-- Who signed in, when, from where and by what: for the person to see, six months (网络安全法 23; ET-17).
create table sign_ins (
  exchange_id text        not null,
  sign_in_id  bigint      generated always as identity,
  person_id   text        not null,
  at          timestamptz not null,                          -- real time, as of sessions
  how         text        not null check (how in ('passkey', 'certificate', 'password', 'rehearsal')),
  proof       text,                                          -- the passkey's id; null for every other way
  address     text        not null,
  device      text        not null,                          -- browser and system in words, as far as the browser told them
  is_new      boolean     not null,                          -- by this proof from such a device for the first time, and not the person's first at all
  primary key (exchange_id, sign_in_id),
  foreign key (exchange_id, person_id) references people
);
create index sign_ins_of_person on sign_ins (exchange_id, person_id, at);
grant select, insert, delete on sign_ins to daylight_app;
select keep_apart('sign_ins');
