create table job (
    id               uuid        primary key default uuidv7(),
    kind             text        not null,
    state            text        not null check (state in ('QUEUED', 'LEASED', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'DEAD')),
    task             jsonb       not null,
    needs_gpu        boolean     not null,
    needs_memory     bigint      not null check (needs_memory >= 0),
    priority         integer     not null,
    attempt          integer     not null default 0 check (attempt >= 0),
    max_attempts     integer     not null check (max_attempts > 0),
    run_after        timestamptz not null default now(),
    lease_epoch      bigint      not null default 0,
    lease_worker     text,
    lease_expires_at timestamptz,
    lease_confirmed  boolean     not null default false,
    cancel_requested boolean     not null default false,
    phase            text        not null default 'starting',
    done_bytes       bigint      not null default 0,
    total_bytes      bigint      not null default 0,
    error            jsonb,
    created_at       timestamptz not null default now(),
    finished_at      timestamptz,
    check ((state = 'LEASED') = (lease_expires_at is not null)),
    check ((state in ('QUEUED', 'LEASED')) = (finished_at is null))
);

create index job_claimable on job (kind, run_after) where state = 'QUEUED';
create index job_expiring on job (lease_expires_at) where state = 'LEASED';
create index job_by_state on job (state, id);

-- One row a lease. A lease that was taken away has ended without an outcome.
create table job_attempt (
    job_id     uuid        not null references job on delete cascade,
    epoch      bigint      not null,
    worker     text        not null,
    started_at timestamptz not null,
    ended_at   timestamptz,
    outcome    jsonb,
    primary key (job_id, epoch),
    check (outcome is null or ended_at is not null)
);

-- PostgreSQL delivers it when the transaction commits, so a rolled-back offer wakes nobody.
create function ring_for_job() returns trigger language plpgsql as $$
begin
    perform pg_notify('job_ready', '');
    return null;
end
$$;

create trigger job_ready after insert or update of state on job
    for each row when (new.state = 'QUEUED') execute function ring_for_job();
