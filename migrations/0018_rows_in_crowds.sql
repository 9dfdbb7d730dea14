-- Lodgements come in crowds in the last minute before a deadline. A row stays whole on its page: statement and signature are hashes, keys
-- and signatures, which do not compress, and two pieces more in another table cost as much as the row itself.
alter table lodgements set (toast_tuple_target = 8160);
