-- What a committee asks a bidder in writing while it evaluates, and what the bidder answers over its own signature (条例 52; 87号令 51; 12号令 19, 21).

create table bid_questions (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  serial      int         not null check (serial >= 1),                   -- in the order asked
  bidder      text        not null,
  file        bytea       not null,                                       -- bid-question/1, whose hash is in the log
  sha256      text        not null,
  asked_by    text        not null,
  asked_at    timestamptz not null,
  outbox_id   bigint      not null,
  primary key (exchange_id, tender_id, lot, serial),
  foreign key (exchange_id, tender_id, lot) references lots
);
create trigger bid_questions_are_for_ever before update or delete on bid_questions for each row execute function refuse_change();
grant select, insert on bid_questions to daylight_app;
select keep_apart('bid_questions');

create table bid_answers (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  serial      int         not null,                                       -- of the question: one answer each
  file        bytea       not null,                                       -- bid-answer/1, whose hash is in the log
  signature   bytea       not null,
  sha256      text        not null,
  answered_by text        not null,
  answered_at timestamptz not null,
  outbox_id   bigint      not null,
  primary key (exchange_id, tender_id, lot, serial),
  foreign key (exchange_id, tender_id, lot, serial) references bid_questions
);
create trigger bid_answers_are_for_ever before update or delete on bid_answers for each row execute function refuse_change();
grant select, insert on bid_answers to daylight_app;
select keep_apart('bid_answers');
