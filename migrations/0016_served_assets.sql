-- What the site has served since when: each change of a script, style or page is one `asset` entry of the log. The newest row of a
-- path is what is served now.

create table served_assets (
  exchange_id text   not null references exchanges,
  outbox_id   bigint not null,
  path        text   not null check (path like '/%'),
  sha256      text   not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (exchange_id, outbox_id)
);
create trigger served_assets_are_for_ever before update or delete on served_assets for each row execute function refuse_change();
grant select, insert on served_assets to daylight_app;
