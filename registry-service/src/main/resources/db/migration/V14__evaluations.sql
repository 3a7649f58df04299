create table suite (
    id          uuid        primary key default uuidv7(),
    namespace   text        not null,
    name        text        not null,
    number      integer     not null check (number > 0),
    digest      text        not null,
    description text        not null,
    tasks       jsonb       not null,
    created_at  timestamptz not null,
    unique (namespace, name, number)
);

create index suite_by_digest on suite (namespace, name, digest);

create table suite_file (
    suite_id uuid   not null references suite on delete cascade,
    path     text   not null,
    size     bigint not null check (size >= 0),
    sha256   text   not null,
    primary key (suite_id, path)
);

create table evaluation (
    id          uuid        primary key,
    key         text        not null,
    state       text        not null check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    suite_id    uuid        not null references suite,
    job_id      uuid        unique,
    settings    jsonb       not null,
    -- The version whose forgetting is judged, and by which rule: set before the run.
    subject_id  uuid        references version,
    rule        jsonb,
    error       jsonb,
    created_at  timestamptz not null,
    started_at  timestamptz,
    finished_at timestamptz,
    row_version bigint      not null,
    check ((subject_id is null) = (rule is null)),
    check ((state in ('QUEUED', 'RUNNING')) = (finished_at is null))
);

create unique index evaluation_under_way on evaluation (key) where state in ('QUEUED', 'RUNNING');
create index evaluation_by_key on evaluation (key, created_at);
create index evaluation_by_state on evaluation (state, id);
create index evaluation_by_subject on evaluation (subject_id, id) where subject_id is not null;

-- What was found out about what has this key: weights, adapters, tokenizer, questions, settings, engine.
create table result (
    id         uuid        primary key default uuidv7(),
    key        text        not null,
    engine     text        not null,
    tasks      jsonb       not null,
    scores     jsonb       not null,
    done       boolean     not null default false,
    created_at timestamptz not null
);

create unique index result_by_key on result (key) where done;

create table result_file (
    result_id uuid   not null references result on delete cascade,
    path      text   not null,
    size      bigint not null check (size >= 0),
    sha256    text   not null,
    upload_id uuid,
    primary key (result_id, path)
);

create table evaluation_arm (
    evaluation_id uuid    not null references evaluation on delete cascade,
    position      integer not null check (position >= 0),
    role          text    not null,
    version_id    uuid    not null references version,
    adapters      uuid[]  not null,
    key           text    not null,
    reused        boolean not null,
    -- What a worker has declared and not yet completed, or what the arm has.
    result_id     uuid    references result,
    primary key (evaluation_id, position)
);

create index evaluation_arm_by_version on evaluation_arm (version_id, key);
create index evaluation_arm_by_key on evaluation_arm (key);

create table score (
    result_id        uuid             not null references result on delete cascade,
    task             text             not null,
    metric           text             not null,
    filter           text             not null,
    value            double precision not null,
    documents        integer          not null check (documents >= 0),
    error            double precision,
    higher_is_better boolean          not null,
    primary key (result_id, task, metric, filter)
);

-- One document's result; the line with all of it lies in the file.
create table sample (
    result_id uuid    not null references result on delete cascade,
    task      text    not null,
    filter    text    not null,
    document  integer not null,
    scores    jsonb   not null,
    sha256    text    not null,
    line_from bigint  not null,
    line_size integer not null,
    primary key (result_id, task, filter, document)
);

create table verification (
    id          uuid        primary key default uuidv7(),
    version_id  uuid        not null references version on delete cascade,
    merge_id    uuid        not null,
    job_id      uuid        not null unique,
    -- Whether the version becomes ready only if this passes.
    binding     boolean     not null,
    state       text        not null check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
    verdict     text        check (verdict in ('PASS', 'FAIL', 'INCONCLUSIVE')),
    summary     text,
    levels      jsonb,
    error       jsonb,
    created_at  timestamptz not null,
    finished_at timestamptz,
    check (state <> 'DONE' or verdict is not null)
);

create index verification_by_version on verification (version_id, id);

create table forgetting (
    evaluation_id uuid        primary key references evaluation on delete cascade,
    version_id    uuid        not null references version,
    verdict       text        not null check (verdict in ('PASS', 'FAIL', 'INCONCLUSIVE')),
    report        jsonb       not null,
    created_at    timestamptz not null
);

create index forgetting_by_version on forgetting (version_id, evaluation_id);

create table prompt (
    id          uuid        primary key default uuidv7(),
    job_id      uuid        not null unique,
    state       text        not null check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    question    jsonb       not null,
    arms        jsonb       not null,
    answers     jsonb,
    error       jsonb,
    created_at  timestamptz not null,
    finished_at timestamptz
);

-- When a worker last asked for jobs of a kind: whether there is anybody to do them.
create table job_demand (
    kind     text        primary key,
    asked_at timestamptz not null
);

create view version_reference as
select v.id, m.namespace || '/' || m.name || '@' || v.number as reference
  from version v join model m on m.id = v.model_id;

-- Arms as people write them: model@1, or model@1+adapter@2.
create view named_arm as
select a.*, m.reference as model, n.adapter_names, array_to_string(m.reference || n.adapter_names, '+') as name
  from evaluation_arm a
  join version_reference m on m.id = a.version_id
  cross join lateral (select array(select r.reference
                                     from unnest(a.adapters) with ordinality as one (id, place)
                                     join version_reference r on r.id = one.id
                                    order by one.place) as adapter_names) n;

-- The version is made, and the merge's job is now the one that proves it.
alter table merge add column proving boolean not null default false;
