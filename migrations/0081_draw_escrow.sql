-- Escrow of the secrets of a draw: what each holder sealed to the lot's openers, and what they made public of it. Each is only ever added.

create table draw_escrows (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  number      integer     not null,
  name        text        not null,                                      -- a contributor, or code-<n> of the supervisor's chain
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  file        bytea       not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, tender_id, lot, number, name),
  foreign key (exchange_id, tender_id, lot, number) references draws
);
create trigger draw_escrows_are_for_ever before update or delete on draw_escrows for each row execute function refuse_change();

create table draw_releases (
  exchange_id text        not null,
  tender_id   text        not null,
  lot         text        not null,
  number      integer     not null,
  name        text        not null,
  opener      text        not null,
  release     bytea       not null,
  signature   bytea       not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  outbox_id   bigint      not null,
  primary key (exchange_id, tender_id, lot, number, name, opener),
  foreign key (exchange_id, tender_id, lot, number, name) references draw_escrows
);
create trigger draw_releases_are_for_ever before update or delete on draw_releases for each row execute function refuse_change();

-- How a value came where its contributor did not give it: opened from escrow, escrow found bad, not opened in time.
alter table draw_contributions add column how text check (how in ('escrow', 'bad-escrow', 'unopened')), add check (how is null or kind = 'reveal'), add check (how is null or how = 'escrow' or value = '-');

grant select, insert on draw_escrows, draw_releases to daylight_app;

select keep_apart('draw_escrows');
select keep_apart('draw_releases');
