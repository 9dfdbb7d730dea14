-- Questions on the documents. No row of a question names a person, a firm, an address or an hour; no row of a firm names a question.

-- The key that signs tickets blindly, one for each tender; its public half is in the log.
create table question_keys (
  exchange_id text   not null,
  tender_id   text   not null,
  spki        bytea  not null,
  pkcs8       bytea  not null,                                            -- makes tickets; links none to whoever took it
  sha256      text   not null,
  outbox_id   bigint not null,
  primary key (exchange_id, tender_id),
  foreign key (exchange_id, tender_id) references tenders
);

-- That a firm took tickets: how often and on what day. The signatures it got are not kept.
create table question_tickets (
  exchange_id  text    not null,
  tender_id    text    not null,
  firm         text    not null,
  serial       integer not null check (serial >= 1),
  asked_sha256 text    not null,                                          -- of the blinded numbers: the same request is answered again
  taken_on     date    not null,
  primary key (exchange_id, tender_id, firm, serial),
  unique (exchange_id, tender_id, firm, asked_sha256),
  foreign key (exchange_id, tender_id) references tenders
);

-- The box: emptied at midnight and when it shuts. `due_at` is the same for all of a day.
create table question_box (
  exchange_id text        not null,
  tender_id   text        not null,
  sha256      text        not null,
  ticket      bytea       not null check (octet_length(ticket) = 32),
  about       text        not null check (about in ('documents', 'site-visit')),
  body        jsonb       not null,                                       -- its paragraphs
  due_at      timestamptz not null,
  primary key (exchange_id, tender_id, sha256),
  unique (exchange_id, tender_id, ticket),
  foreign key (exchange_id, tender_id) references tenders
);

-- What was taken out, written in the order of its hashes.
create table questions (
  exchange_id  text        not null,
  tender_id    text        not null,
  sha256       text        not null,
  ticket       bytea       not null check (octet_length(ticket) = 32),
  about        text        not null check (about in ('documents', 'site-visit')),
  body         jsonb       not null,
  collected_at timestamptz not null,
  outbox_id    bigint      not null,
  primary key (exchange_id, tender_id, sha256),
  unique (exchange_id, tender_id, ticket),
  foreign key (exchange_id, tender_id) references tenders
);
create trigger questions_are_for_ever before update or delete on questions for each row execute function refuse_change();

-- Answers in hand, until a clarification brings them to everybody.
create table question_answers (
  exchange_id text        not null,
  tender_id   text        not null,
  sha256      text        not null,
  answer      text        not null,
  drafted_by  text        not null,
  drafted_at  timestamptz not null,
  primary key (exchange_id, tender_id, sha256),
  foreign key (exchange_id, tender_id, sha256) references questions
);

create table answered_questions (
  exchange_id text not null,
  tender_id   text not null,
  sha256      text not null,
  answer      text not null,                                              -- as the notice says it
  notice_id   text not null,
  primary key (exchange_id, tender_id, sha256),
  foreign key (exchange_id, tender_id, sha256) references questions
);
create trigger answered_questions_are_for_ever before update or delete on answered_questions for each row execute function refuse_change();

grant select, insert on question_keys, question_tickets, questions, answered_questions to daylight_app;
grant select, insert, delete on question_box to daylight_app;
grant select, insert, update on question_answers to daylight_app;
