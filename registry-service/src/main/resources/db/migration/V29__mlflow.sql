-- What MLflow's clients write on versions. A version never changes, and nothing here is part of it.
create table version_note (
    version_id uuid not null references version on delete cascade,
    key        text not null,
    value      text not null,
    primary key (version_id, key)
);

-- MLflow's clients name models in one word.
create index model_by_full_name on model ((namespace || '/' || name));
