package io.graft.registry.mlflow;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.registry.problem.HttpCode;
import org.springframework.http.HttpStatus;

/** What only MLflow's clients ask for, and do not get. */
public enum MlflowError implements HttpCode {
    /** MLflow has it, and this registry does not. */
    MLFLOW_NOT_DONE_HERE(Fault.UNSUPPORTED, HttpStatus.BAD_REQUEST),
    MLFLOW_QUERY_MALFORMED(Fault.INVALID, HttpStatus.BAD_REQUEST),
    MLFLOW_SOURCE_UNKNOWN(Fault.INVALID, HttpStatus.BAD_REQUEST),
    MLFLOW_TAG_MALFORMED(Fault.INVALID, HttpStatus.BAD_REQUEST),
    MLFLOW_ARTIFACT_NOT_FOUND(Fault.MISSING, HttpStatus.NOT_FOUND);

    private final Fault fault;
    private final HttpStatus status;

    MlflowError(Fault fault, HttpStatus status) {
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

    static GraftException notDone(String what, String remedy) {
        return new GraftException(MLFLOW_NOT_DONE_HERE, "request", what, remedy);
    }

    static GraftException query(String where, String what, String remedy) {
        return new GraftException(MLFLOW_QUERY_MALFORMED, where, what, remedy);
    }

    static GraftException noArtifact(String path) {
        return new GraftException(
                MLFLOW_ARTIFACT_NOT_FOUND,
                path,
                "There is no artifact at \"%s\"".formatted(path),
                "Name models/namespace/name/version and a file of that version.");
    }
}
