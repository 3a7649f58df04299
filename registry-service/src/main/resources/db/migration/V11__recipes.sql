create table recipe (
    id         text        primary key,
    method     text        not null,
    source     text        not null,
    document   text        not null,
    created_at timestamptz not null
);
