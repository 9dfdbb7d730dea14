-- Names that look alike: what is left of a name when letters that look the same are one, and what is no letter is gone
-- (compatibility forms by NFKC; other scripts' letters, kana and characters of a stroke's difference by the table). Two organisations
-- of one skeleton are not one: staff look at the second before it acts (docs/decisions/0037).
create function name_skeleton(name text) returns text language sql immutable parallel safe as $$
  select regexp_replace(lower(translate(normalize(name, NFKC),
    'АВЕКМНОРСТУХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαρν' || 'ロニカタトエハー一—〇○ΟlI' || '土未已巳曰入夭戌戍壬',
    'ABEKMHOPCTYXaeopcyxijsABEZHIKMNOPTYXoapv' || '口二力夕卜工八一一一OOO11' || '士末己己日人天戊戊王')),
    '[[:space:]()·・.,、。''"“”‘’_-]', '', 'g')
$$;
alter table organisations add column skeleton text generated always as (replace(name_skeleton(name), '0', 'o')) stored;
create index organisations_by_skeleton on organisations (exchange_id, skeleton);

-- The version of the bidder's own file that was in force when a lodgement was taken: files are for ever, so the version fixes the bytes.
alter table lodgements add column file_version integer check (file_version > 0);
