-- Written in the transaction of what it tells of. It gets its number afterwards, under one lock: what has a number was committed
-- before whatever has a higher one, and no number is missing.
create table event (
    place   bigint      generated always as identity primary key,
    seq     bigint      unique,
    id      text        not null unique default 'evt_' || replace(uuidv7()::text, '-', ''),
    type    text        not null,
    subject text        not null,
    model   text,
    data    jsonb       not null,
    at      timestamptz not null
);

create index event_without_number on event (place) where seq is null;

create table webhook (
    id             uuid        primary key default uuidv7(),
    url            text        not null,
    types          text[]      not null,
    models         text        not null,
    description    text        not null,
    secret         text        not null,
    -- Signs, too, until then.
    old_secret     text,
    old_until      timestamptz,
    enabled        boolean     not null default true,
    -- Why the registry itself has disabled it.
    disabled_for   text,
    failing_since  timestamptz,
    created_at     timestamptz not null,
    check ((old_secret is null) = (old_until is null))
);

-- What goes to one endpoint about one model goes there one after the other.
create table lane (
    webhook_id    uuid        not null references webhook on delete cascade,
    name          text        not null,
    -- When to try next; null while nothing waits.
    due_at        timestamptz,
    -- Whoever delivers counts the claim up, and has the lane to itself until then.
    claim         bigint      not null default 0,
    claimed_until timestamptz,
    primary key (webhook_id, name)
);

create index lane_due on lane (due_at) where due_at is not null;

create table delivery (
    id         uuid        primary key default uuidv7(),
    -- Its place in its lane; given while the lane is locked.
    place      bigint      generated always as identity,
    webhook_id uuid        not null,
    lane       text        not null,
    event_seq  bigint      not null references event (seq),
    state      text        not null check (state in ('WAITING', 'DELIVERED', 'FAILED')),
    attempts   integer     not null default 0 check (attempts >= 0),
    replay_of  uuid,
    created_at timestamptz not null,
    ended_at   timestamptz,
    foreign key (webhook_id, lane) references lane on delete cascade,
    check ((state = 'WAITING') = (ended_at is null))
);

create index delivery_waiting on delivery (webhook_id, lane, place) where state = 'WAITING';
create index delivery_by_webhook on delivery (webhook_id, place);
create index delivery_by_event on delivery (event_seq);
create index delivery_ended on delivery (ended_at) where ended_at is not null;

create table delivery_attempt (
    delivery_id uuid        not null references delivery on delete cascade,
    number      integer     not null,
    at          timestamptz not null,
    millis      bigint      not null,
    -- What the endpoint answered, or why it did not.
    status      integer,
    excerpt     text,
    error       text,
    primary key (delivery_id, number)
);

-- A pattern in which * stands for anything, for use with like.
create function glob(pattern text) returns text language sql immutable strict as $$
    select replace(replace(replace(replace(pattern, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%')
$$;
