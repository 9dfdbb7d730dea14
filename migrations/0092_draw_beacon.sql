-- A draw may wait for a round of a public beacon beside what its contributors give (trust.md §3.3).
alter table draw_files drop constraint draw_files_kind_check;
alter table draw_files add constraint draw_files_kind_check check (kind in ('secret', 'plan', 'pool', 'fixed', 'beacon', 'result', 'opened'));
