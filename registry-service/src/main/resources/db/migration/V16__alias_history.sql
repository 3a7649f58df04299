-- How often an alias was moved: what a client has to know to move it once more.
alter table alias add column step integer not null default 1 check (step > 0);

create table alias_move (
    model_id    uuid        not null references model,
    alias       text        not null,
    step        integer     not null check (step > 0),
    from_number integer,
    to_number   integer     not null,
    cause       text        not null check (cause in ('HAND', 'RELEASE', 'ROLLBACK')),
    actor       text        not null,
    reason      text        not null,
    -- The release run that moved it, and the verdict that let it.
    run_id      uuid,
    verdict_id  uuid,
    moved_at    timestamptz not null,
    primary key (model_id, alias, step),
    foreign key (model_id, to_number) references version (model_id, number),
    check ((step = 1) = (from_number is null)),
    check ((cause = 'RELEASE') = (run_id is not null))
);

create index alias_move_by_run on alias_move (run_id) where run_id is not null;

insert into alias_move (model_id, alias, step, from_number, to_number, cause, actor, reason, moved_at)
select model_id, name, 1, null, number, 'HAND', 'registry', 'stood here when moves began to be kept', moved_at from alias;

-- Aliases that only a release moves, whether they exist already or not.
create table alias_protection (
    model_id     uuid        not null references model,
    alias        text        not null,
    actor        text        not null,
    protected_at timestamptz not null,
    primary key (model_id, alias)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end
$$;

create trigger alias_move_is_append_only before update or delete on alias_move
    for each row execute function refuse_change();
