package io.graft.core.template;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;

/** What can be wrong with a template, or with a value that it meets. */
public enum TemplateError implements ErrorCode {
    TEMPLATE_SYNTAX(Fault.INVALID),
    TEMPLATE_UNSUPPORTED(Fault.UNSUPPORTED),
    /** It names something that is not there. */
    TEMPLATE_UNDEFINED(Fault.INVALID),
    TEMPLATE_WRONG_VALUE(Fault.INVALID),
    TEMPLATE_TOO_LARGE(Fault.INVALID);

    private final Fault fault;

    TemplateError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
