-- The archive of a sale: which bytes its bundle holds, fixed by a log entry.

create table sale_archives (
  exchange_id text        not null,
  sale_id     text        not null,
  serial      integer     not null check (serial > 0),
  tree_size   bigint      not null,
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  inputs      jsonb       not null,                                     -- which rows it covers, so that it is made again the same
  outbox_id   bigint      not null,
  made_at     timestamptz not null,
  primary key (exchange_id, sale_id, serial),
  foreign key (exchange_id, sale_id) references sales
);
create trigger sale_archives_are_for_ever before update or delete on sale_archives for each row execute function refuse_change();

grant select, insert on sale_archives to daylight_app;
select keep_apart('sale_archives');
