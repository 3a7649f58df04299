alter table merge add column parts integer not null default 1 check (parts > 0);
alter table merge add column shard_bytes bigint not null default 5000000000 check (shard_bytes > 0);
alter table merge add column cancel_requested boolean not null default false;

-- A merge that was cut has a row for each part, and a job of its own only once all of them are done.
create table merge_part (
    merge_id uuid    not null references merge on delete cascade,
    number   integer not null check (number > 0),
    job_id   uuid    not null unique,
    made     jsonb,
    done     boolean not null default false,
    primary key (merge_id, number),
    check (not done or made is not null)
);

-- Which part of a merge brings a file, until the parts are joined.
alter table version_file add column part integer;

update job set task = task || '{"shardBytes": 5000000000}' where kind = 'merge';
