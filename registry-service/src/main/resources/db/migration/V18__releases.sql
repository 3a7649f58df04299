-- Each time a rule is written it gets the next number. What was written stays: runs refer to it.
create table release_rule (
    id         uuid        primary key default uuidv7(),
    namespace  text        not null,
    name       text        not null,
    number     integer     not null check (number > 0),
    document   text        not null,
    enabled    boolean     not null,
    actor      text        not null,
    created_at timestamptz not null,
    unique (namespace, name, number)
);

-- The model names and aliases that rules in force look for, so that a release does not read a thousand rules.
create table release_rule_trigger (
    rule_id uuid primary key references release_rule,
    pattern text not null,
    -- Null where the rule waits for a release.
    alias   text
);

create index release_rule_trigger_by_pattern on release_rule_trigger (pattern);
create index release_rule_trigger_with_wildcard on release_rule_trigger (pattern) where pattern like '%*%';

-- That a person said: this version is released.
create table release (
    id         uuid        primary key default uuidv7(),
    version_id uuid        not null references version,
    note       text        not null,
    actor      text        not null,
    created_at timestamptz not null
);

create index release_by_version on release (version_id, id);

create table release_run (
    id            uuid        primary key,
    rule_id       uuid        not null references release_rule,
    state         text        not null check (state in ('QUEUED', 'PREPARING', 'MERGING', 'VERIFYING', 'EVALUATING',
                                                         'JUDGING', 'WAITING', 'RELEASED', 'STOPPED', 'FAILED',
                                                         'CANCELLED', 'SKIPPED')),
    -- What set it off: a release, or a step of an alias. It sets a rule off once.
    cause         text        not null,
    released_id   uuid        not null references version,
    depth         integer     not null check (depth > 0),
    target        text        not null,
    -- How often the alias had been moved when the run took its turn: it moves it from there or not at all.
    alias_step    integer,
    recipe        text,
    merge_id      uuid,
    version_id    uuid        references version,
    evaluation_id uuid,
    verdict_id    uuid,
    error         jsonb,
    actor         text        not null,
    created_at    timestamptz not null,
    started_at    timestamptz,
    finished_at   timestamptz,
    row_version   bigint      not null,
    unique (rule_id, cause),
    check ((state in ('RELEASED', 'STOPPED', 'FAILED', 'CANCELLED', 'SKIPPED')) = (finished_at is not null)),
    check (state <> 'RELEASED' or verdict_id is not null)
);

-- One run at a time works at an alias.
create unique index release_run_at_work on release_run (target)
    where state in ('PREPARING', 'MERGING', 'VERIFYING', 'EVALUATING', 'JUDGING', 'WAITING');
create index release_run_waiting on release_run (target, id) where state = 'QUEUED';
create index release_run_by_merge on release_run (merge_id) where merge_id is not null;
create index release_run_by_evaluation on release_run (evaluation_id) where evaluation_id is not null;
create index release_run_by_version on release_run (version_id) where version_id is not null;
create index release_run_by_rule on release_run (rule_id, id);
create index release_run_by_released on release_run (released_id, id);

-- Its life, one row a transition, in the transaction of the transition.
create table release_step (
    run_id uuid        not null references release_run,
    number integer     not null check (number > 0),
    state  text        not null,
    note   text        not null,
    actor  text        not null,
    at     timestamptz not null,
    primary key (run_id, number)
);

create table release_approval (
    run_id   uuid        not null references release_run,
    role     text        not null,
    approved boolean     not null,
    reason   text        not null,
    actor    text        not null,
    at       timestamptz not null,
    primary key (run_id, role)
);

create trigger release_step_is_append_only before update or delete on release_step
    for each row execute function refuse_change();
