-- That a version is to be used no more. Versions themselves never change.
create table withdrawal (
    id          uuid        primary key default uuidv7(),
    version_id  uuid        not null references version,
    kind        text        not null check (kind in ('DATA', 'LICENCE', 'DEFECT', 'OTHER')),
    reason      text        not null,
    actor       text        not null,
    created_at  timestamptz not null,
    lifted_at   timestamptz,
    lift_reason text,
    lift_actor  text,
    check ((lifted_at is null) = (lift_reason is null) and (lifted_at is null) = (lift_actor is null))
);

create unique index withdrawal_in_force on withdrawal (version_id) where lifted_at is null;

-- What contains a version that was withdrawn, and the version itself. Whatever is made of these later inherits it.
create table taint (
    withdrawal_id uuid not null references withdrawal,
    version_id    uuid not null references version,
    primary key (withdrawal_id, version_id)
);

create index taint_by_version on taint (version_id);

-- An alias is blocked as long as it stands at one of these.
create view withdrawn_version as
select t.version_id, t.withdrawal_id, w.version_id <> t.version_id as inherited, r.reference as source, w.kind, w.reason,
       w.created_at
  from taint t
  join withdrawal w on w.id = t.withdrawal_id
  join version_reference r on r.id = w.version_id
 where w.lifted_at is null;

-- The merge that makes a version once more, without what was withdrawn from it.
create table remerge (
    version_id    uuid        not null references version,
    merge_id      uuid        not null references merge,
    withdrawal_id uuid        not null references withdrawal,
    created_at    timestamptz not null,
    primary key (version_id, merge_id)
);
