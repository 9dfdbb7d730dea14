-- The leaves that change a key of the exchange, found at every start without reading the log: `"type":"key.change"` in canonical JSON.
create index leaves_key_changes on leaves (exchange_id, idx) where position('\x2274797065223a226b65792e6368616e676522'::bytea in entry) > 0;
