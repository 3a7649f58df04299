create table bundle (
    id          uuid        primary key default uuidv7(),
    namespace   text        not null,
    name        text        not null,
    number      integer     not null check (number > 0),
    -- Of base, adapters and the tasks that they serve.
    digest      text        not null,
    description text        not null,
    base_id     uuid        not null references version,
    created_at  timestamptz not null,
    unique (namespace, name, number)
);

create index bundle_by_digest on bundle (namespace, name, digest);

create table bundle_adapter (
    bundle_id  uuid not null references bundle,
    task       text not null,
    adapter_id uuid not null references version,
    primary key (bundle_id, task)
);

create index bundle_adapter_by_version on bundle_adapter (adapter_id);

create table bundle_verdict (
    id              uuid        primary key default uuidv7(),
    bundle_id       uuid        not null references bundle,
    gate_id         uuid        not null references gate,
    outcome         text        not null check (outcome in ('PASS', 'FAIL', 'INCONCLUSIVE')),
    awaits_approval boolean     not null,
    judged_at       timestamptz not null
);

create index bundle_verdict_by_bundle on bundle_verdict (bundle_id, id);

-- What the gate said of each adapter.
create table bundle_verdict_part (
    bundle_verdict_id uuid not null references bundle_verdict,
    task              text not null,
    verdict_id        uuid not null references verdict,
    primary key (bundle_verdict_id, task)
);

create table bundle_alias (
    namespace text    not null,
    name      text    not null,
    alias     text    not null,
    number    integer not null,
    step      integer not null check (step > 0),
    primary key (namespace, name, alias),
    foreign key (namespace, name, number) references bundle (namespace, name, number)
);

create table bundle_alias_move (
    namespace   text        not null,
    name        text        not null,
    alias       text        not null,
    step        integer     not null,
    from_number integer,
    to_number   integer     not null,
    verdict_id  uuid        not null references bundle_verdict,
    actor       text        not null,
    moved_at    timestamptz not null,
    primary key (namespace, name, alias, step)
);
