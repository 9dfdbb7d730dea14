-- A notice that a second officer has approved for a moment to come. `publish_at` without `published_at` waits for the clock.

alter table tenders
  add column publish_at  timestamptz,
  add column approved_by text,
  add column approved_at timestamptz,
  add constraint schedule_whole check ((publish_at is null) = (approved_by is null) and (publish_at is null) = (approved_at is null)),
  add constraint schedule_of_a_submitted check (publish_at is null or submitted_by is not null),
  add constraint schedule_four_eyes check (approved_by <> submitted_by),
  add constraint schedule_ahead check (publish_at > approved_at);
