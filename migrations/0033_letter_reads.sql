-- When a firm first read a letter: one row for each letter and firm, with a blinded leaf in the log.

create table letter_reads (
  exchange_id text        not null,
  notice_id   text        not null,
  version     integer     not null,
  firm        text        not null,
  how         text        not null check (how in ('page', 'json', 'pdf')),
  actor_id    text        not null,
  read_at     timestamptz not null,
  salt        bytea       not null check (octet_length(salt) = 16),       -- before the opening the leaf tells nobody that there is such a firm
  file        bytea       not null,                                       -- letter-read/1, whose hash the leaf hides
  outbox_id   bigint      not null,
  primary key (exchange_id, notice_id, version, firm),
  foreign key (exchange_id, notice_id, version) references notices (exchange_id, notice_id, version)
);
create trigger letter_reads_are_for_ever before update or delete on letter_reads for each row execute function refuse_change();
create index letter_reads_of_firm on letter_reads (exchange_id, firm);

grant select, insert on letter_reads to daylight_app;
