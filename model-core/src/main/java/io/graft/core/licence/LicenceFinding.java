package io.graft.core.licence;

import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;

/** What can be remarked on the licences of a merge's inputs. */
public enum LicenceFinding {
    LICENCE_FORBIDS_DERIVATIVES(
            Severity.ERROR, "Merge something else, or ask the licensor for permission and tag the model with it."),
    LICENCES_CONFLICT(
            Severity.WARNING, "Do not pass the result on before a lawyer has looked at it, or leave one of them out."),
    LICENCE_UNKNOWN(Severity.INFO, "Tag the model, graft tag NAMESPACE/NAME license=…, or say it in its README.md.");

    private final Severity severity;
    private final String remedy;

    LicenceFinding(Severity severity, String remedy) {
        this.severity = severity;
        this.remedy = remedy;
    }

    Finding at(String where, String message) {
        return new Finding(name(), severity, where, message, remedy);
    }
}
