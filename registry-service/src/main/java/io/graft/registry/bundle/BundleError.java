package io.graft.registry.bundle;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.registry.problem.HttpCode;
import org.springframework.http.HttpStatus;

/** What can go wrong with bundles. */
public enum BundleError implements HttpCode {
    BUNDLE_NOT_FOUND(Fault.MISSING, HttpStatus.NOT_FOUND),
    /** No adapter, two for one task, or a task whose name cannot be part of a model's name. */
    BUNDLE_INVALID(Fault.INVALID, HttpStatus.UNPROCESSABLE_CONTENT),
    /** What is named is no adapter, or was trained on another base. */
    BUNDLE_ADAPTER_MISFIT(Fault.INVALID, HttpStatus.UNPROCESSABLE_CONTENT),
    BUNDLE_VERDICT_NOT_FOUND(Fault.MISSING, HttpStatus.NOT_FOUND),
    /** An alias of a bundle moves only with a verdict that says PASS of what it moves to. */
    BUNDLE_NOT_PASSED(Fault.CONFLICT, HttpStatus.CONFLICT),
    BUNDLE_ALIAS_NOT_FOUND(Fault.MISSING, HttpStatus.NOT_FOUND),
    BUNDLE_ALIAS_MALFORMED(Fault.INVALID, HttpStatus.UNPROCESSABLE_CONTENT),
    BUNDLE_ALIAS_MOVED(Fault.CONFLICT, HttpStatus.PRECONDITION_FAILED),
    BUNDLE_ALIAS_CONDITION_MISSING(Fault.INVALID, HttpStatus.PRECONDITION_REQUIRED),
    ENGINE_UNKNOWN(Fault.INVALID, HttpStatus.UNPROCESSABLE_CONTENT),
    /** The engine would refuse one of the adapters, or serve it wrongly; the problem's {@code refusals} say which and why. */
    BUNDLE_NOT_SERVABLE(Fault.UNSUPPORTED, HttpStatus.UNPROCESSABLE_CONTENT),
    SERVING_FOLDER_MALFORMED(Fault.INVALID, HttpStatus.UNPROCESSABLE_CONTENT);

    private final Fault fault;
    private final HttpStatus status;

    BundleError(Fault fault, HttpStatus status) {
        this.fault = fault;
        this.status = status;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    GraftException at(String where, String sentence, String remedy) {
        return new GraftException(this, where, sentence, remedy);
    }
}
