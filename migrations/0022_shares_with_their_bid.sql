-- A bid's share files are kept with it, one after the other in the order of its statement, which says how long each is: rows of
-- their own cost as much again as the bid's.
alter table lodgements add column shares bytea;
alter table lodgements disable trigger lodgements_are_for_ever;
update lodgements set shares = coalesce((
  select string_agg(each.bytes, ''::bytea order by each.ordinal) from shares as each where each.exchange_id = lodgements.exchange_id and each.statement_sha256 = lodgements.statement_sha256
), ''::bytea) where kind = 'bid';
alter table lodgements enable trigger lodgements_are_for_ever;
-- At most 48 openers, 4 KiB each.
alter table lodgements add constraint lodgements_shares_check check ((shares is not null) = (kind = 'bid') and octet_length(shares) <= 196608);
drop table shares;
