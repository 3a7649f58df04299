create table merge (
    id          uuid        primary key,
    key         text        not null,
    state       text        not null check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    recipe_id   text        not null references recipe,
    output      text        not null,
    version     integer,
    job_id      uuid        unique,
    inputs      jsonb       not null,
    findings    jsonb       not null,
    error       jsonb,
    created_at  timestamptz not null,
    started_at  timestamptz,
    finished_at timestamptz,
    row_version bigint      not null,
    check ((state = 'SUCCEEDED') = (version is not null)),
    check ((state in ('QUEUED', 'RUNNING')) = (finished_at is null))
);

-- The same recipe on the same inputs for the same model is never under way twice.
create unique index merge_under_way on merge (key) where state in ('QUEUED', 'RUNNING');
create index merge_by_key on merge (key, created_at);
create index merge_by_state on merge (state, id);
