-- The answer is there once the first request was answered for good.
create table idempotent_request (
    key          text        primary key,
    digest       text        not null,
    started_at   timestamptz not null,
    status       integer,
    content_type text,
    location     text,
    body         text
);

create index idempotent_request_by_age on idempotent_request (started_at);
