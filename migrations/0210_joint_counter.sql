-- 并联审批 at the window, and its extension. What somebody brings on paper has no hash; the whole is extended once (SV-05).

alter table joint_cases
  add column source        text    not null default 'online' check (source in ('online', 'window')),
  add column extended_days integer not null default 0 check (extended_days >= 0);
alter table joint_materials alter column sha256 drop not null;              -- null of paper
create unique index joint_steps_extend_once on joint_steps (exchange_id, joint) where step = 'extend';
grant update (extended_days) on joint_cases to daylight_app;
