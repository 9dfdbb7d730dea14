-- A contest is told who takes part when it opens, of all in one happening: before that nothing counts them (docs/decisions/0108).

alter table auction_bidders
  add column preemption text check (length(preemption) between 1 and 40),                       -- its share, of whoever has a right of pre-emption
  add column taken_out  text check (length(taken_out) between 1 and 2000);                      -- why it takes no part after all, where that was before the contest was told

-- What was written when somebody was admitted stays; that he was taken out again is written once.
create function keep_auction_bidder() returns trigger language plpgsql as $$
  begin
    if old.taken_out is not null or (to_jsonb(new) - 'taken_out') is distinct from (to_jsonb(old) - 'taken_out') then
      raise exception 'bidder % of auction % may only be taken out, once', old.paddle, old.auction_id using errcode = 'insufficient_privilege';
    end if;
    return new;
  end $$;
drop trigger auction_bidders_are_for_ever on auction_bidders;
create trigger auction_bidders_are_for_ever before delete on auction_bidders for each row execute function refuse_change();
create trigger auction_bidders_are_taken_out_once before update on auction_bidders for each row execute function keep_auction_bidder();
grant update (taken_out) on auction_bidders to daylight_app;

-- The line that seats everybody is as long as they are many.
alter table auction_happenings drop constraint auction_happenings_bytes_check, add constraint auction_happenings_bytes_check check (octet_length(bytes) between 2 and 4194304);
