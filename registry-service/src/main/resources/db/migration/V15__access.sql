-- Of a secret there is only its digest.
create table access_token (
    id         uuid        primary key default uuidv7(),
    name       text        not null unique,
    sha256     text        not null unique,
    roles      text[]      not null,
    created_at timestamptz not null,
    revoked_at timestamptz
);

create table audit (
    id         uuid        primary key default uuidv7(),
    at         timestamptz not null,
    actor      text        not null,
    action     text        not null,
    subject    text        not null,
    request_id text,
    before     jsonb,
    after      jsonb
);

create index audit_by_subject on audit (subject text_pattern_ops, id);
create index audit_by_actor on audit (actor, id);
create index audit_by_action on audit (action, id);
create index audit_by_time on audit (at);

create function refuse_to_forget() returns trigger language plpgsql as $$
begin
    raise exception 'The audit log only grows: % is not possible', tg_op;
end
$$;

create trigger audit_only_grows before update or delete or truncate on audit
    for each statement execute function refuse_to_forget();
