-- What a namespace makes of a finding's code: more, less or nothing.
create table finding_policy (
    namespace text        not null,
    code      text        not null,
    severity  text        not null check (severity in ('ERROR', 'WARNING', 'INFO', 'IGNORE')),
    reason    text        not null,
    set_by    text        not null,
    set_at    timestamptz not null,
    primary key (namespace, code)
);
