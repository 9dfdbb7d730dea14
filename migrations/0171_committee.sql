-- What the centre's committee decides together, and what is asked of every sub-centre at once.

create table meetings (
  exchange_id text        not null references exchanges,
  meeting     text        not null check (meeting ~ '^M[0-9]{4}-[0-9]{2,4}$'),
  title       text        not null,
  place       text        not null,
  starts_at   timestamptz not null,
  state       text        not null default 'called' check (state in ('called', 'closed', 'cancelled')),
  made_by     text        not null,
  made_at     timestamptz not null,
  ended_at    timestamptz,
  primary key (exchange_id, meeting),
  check ((state = 'called') = (ended_at is null))
);

create table meeting_members (
  exchange_id  text        not null,
  meeting      text        not null,
  actor_id     text        not null,
  name         text        not null,
  signed_in_at timestamptz,
  primary key (exchange_id, meeting, actor_id),
  foreign key (exchange_id, meeting) references meetings,
  foreign key (exchange_id, actor_id) references actors
);

create table meeting_items (
  exchange_id text        not null,
  meeting     text        not null,
  item        integer     not null check (item > 0),
  weight      text        not null check (weight in ('ordinary', 'grave')),   -- how many must be there
  title       text        not null,
  proposal    text        not null,
  owner       text        not null,                                       -- whose office carries it out
  due_on      date        not null,
  outcome     text        check (outcome in ('adopted', 'rejected', 'undecided')),
  done_at     timestamptz,
  done_text   text,
  primary key (exchange_id, meeting, item),
  foreign key (exchange_id, meeting) references meetings,
  foreign key (exchange_id, owner) references actors,
  check ((done_at is null) = (done_text is null)),
  check (done_at is null or outcome = 'adopted')
);

create table meeting_votes (
  exchange_id text        not null,
  meeting     text        not null,
  item        integer     not null,
  actor_id    text        not null,
  vote        text        not null check (vote in ('yes', 'no', 'abstain')),
  made_at     timestamptz not null,
  primary key (exchange_id, meeting, item, actor_id),
  foreign key (exchange_id, meeting, item) references meeting_items,
  foreign key (exchange_id, meeting, actor_id) references meeting_members
);
create trigger meeting_votes_are_for_ever before update or delete on meeting_votes for each row execute function refuse_change();

create table meeting_minutes (
  exchange_id text        not null,
  meeting     text        not null,
  json        bytea       not null,                                       -- its record, canonical, salted
  json_sha256 text        not null check (json_sha256 = encode(sha256(json), 'hex')),
  pdf_sha256  text        not null check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  pdf_size    bigint      not null,
  outbox_id   bigint      not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, meeting),
  foreign key (exchange_id, meeting) references meetings
);
create trigger meeting_minutes_are_for_ever before update or delete on meeting_minutes for each row execute function refuse_change();

create table campaigns (
  exchange_id text        not null references exchanges,
  campaign    text        not null check (campaign ~ '^C[0-9]{4}-[0-9]{2,4}$'),
  title       text        not null,
  demands     text        not null,
  steps       jsonb       not null,                                       -- [{title, due}], in order
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, campaign)
);
create trigger campaigns_are_for_ever before update or delete on campaigns for each row execute function refuse_change();

create table campaign_parts (
  exchange_id text        not null,
  campaign    text        not null,
  sub_centre  text        not null,
  primary key (exchange_id, campaign, sub_centre),
  foreign key (exchange_id, campaign) references campaigns,
  foreign key (exchange_id, sub_centre) references sub_centres
);
create trigger campaign_parts_are_for_ever before update or delete on campaign_parts for each row execute function refuse_change();

create table campaign_moves (
  exchange_id text        not null,
  campaign    text        not null,
  sub_centre  text        not null,
  step        integer     not null check (step > 0),
  serial      integer     not null check (serial > 0),
  move        text        not null check (move in ('report', 'pass', 'rework')),
  words       text        not null,
  made_by     text        not null,
  made_at     timestamptz not null,
  primary key (exchange_id, campaign, sub_centre, step, serial),
  foreign key (exchange_id, campaign, sub_centre) references campaign_parts
);
create trigger campaign_moves_are_for_ever before update or delete on campaign_moves for each row execute function refuse_change();

grant select, insert on meetings, meeting_members, meeting_items, meeting_votes, meeting_minutes, campaigns, campaign_parts, campaign_moves to daylight_app;
grant update (state, ended_at) on meetings to daylight_app;
grant update (signed_in_at) on meeting_members to daylight_app;
grant update (outcome, done_at, done_text) on meeting_items to daylight_app;
select keep_apart('meetings');
select keep_apart('meeting_members');
select keep_apart('meeting_items');
select keep_apart('meeting_votes');
select keep_apart('meeting_minutes');
select keep_apart('campaigns');
select keep_apart('campaign_parts');
select keep_apart('campaign_moves');
