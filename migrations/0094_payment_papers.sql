-- Papers of a payment, made when first asked for from what is kept, sealed, and kept for ever.

create table payment_papers (
  exchange_id text        not null,
  request     text        not null,
  attempt     integer     not null check (attempt > 0),
  kind        text        not null check (kind in ('payment-order', 'payment-voucher')),
  paper_id    text        not null,
  json        bytea       not null,                                       -- its record, canonical
  json_sha256 text        not null check (json_sha256 ~ '^[0-9a-f]{64}$'),
  pdf_sha256  text        not null check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  pdf_size    bigint      not null,
  outbox_id   bigint      not null,
  made_at     timestamptz not null,
  primary key (exchange_id, request, attempt, kind),
  foreign key (exchange_id, request) references payment_requests
);
create trigger payment_papers_are_for_ever before update or delete on payment_papers for each row execute function refuse_change();

grant select, insert on payment_papers to daylight_app;
select keep_apart('payment_papers');
