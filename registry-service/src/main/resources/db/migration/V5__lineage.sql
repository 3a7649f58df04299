create table lineage_edge (
    child_id  uuid    not null references version,
    position  integer not null check (position >= 0),
    parent_id uuid    not null references version,
    relation  text    not null check (relation in ('ADAPTER', 'FINETUNE', 'MERGE', 'QUANTIZED')),
    weight    double precision,
    primary key (child_id, position),
    check (child_id <> parent_id)
);

create index lineage_edge_by_parent on lineage_edge (parent_id);
