-- The terms a bid or a confirmation was made under, as its statement says: an amendment may ask that lodged bids be confirmed, and
-- what is neither confirmed nor replaced does not count at the close.
alter table lodgements add column notice text;
alter table lodgements disable trigger lodgements_are_for_ever;
update lodgements set notice = convert_from(statement, 'UTF8')::jsonb ->> 'notice' where kind <> 'withdraw';
alter table lodgements enable trigger lodgements_are_for_ever;
alter table lodgements add constraint lodgements_notice_check check ((notice is not null) = (kind <> 'withdraw') and notice ~ '^[0-9a-f]{64}$');
