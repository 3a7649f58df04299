package io.graft.registry.evaluation;

import io.graft.core.job.EvaluationOutputs;
import io.graft.core.job.JobError;
import io.graft.core.transfer.UploadPlan;
import io.graft.registry.job.Jobs;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RestController;

/** Where the holders of leases leave what they found out. */
@RestController
class ResultController implements EvaluationOutputs {
    private final Evaluations evaluations;
    private final Results results;
    private final Verifications verifications;
    private final Prompts prompts;
    private final Jobs jobs;
    private final TransactionTemplate transaction;

    ResultController(
            Evaluations evaluations,
            Results results,
            Verifications verifications,
            Prompts prompts,
            Jobs jobs,
            PlatformTransactionManager transactions) {
        this.evaluations = evaluations;
        this.results = results;
        this.verifications = verifications;
        this.prompts = prompts;
        this.jobs = jobs;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public List<UploadPlan> declareResult(UUID evaluation, int arm, Result result) {
        UUID id = Objects.requireNonNull(transaction.execute(_ -> {
            requireHeld(evaluation, result.job(), result.epoch());
            return results.declare(evaluation, arm, result);
        }));
        return results.uploads(id);
    }

    @Override
    public void completeResult(UUID evaluation, int arm, Holder holder) {
        UUID declared = Objects.requireNonNull(transaction.execute(_ -> {
            requireHeld(evaluation, holder.job(), holder.epoch());
            return results.declared(evaluation, arm);
        }));
        results.readBack(declared);
        transaction.executeWithoutResult(_ -> {
            requireHeld(evaluation, holder.job(), holder.epoch());
            results.finish(evaluation, arm, declared);
        });
    }

    @Override
    public void reportVerification(UUID verification, Report report) {
        transaction.executeWithoutResult(_ -> {
            jobs.requireLease(report.job(), report.epoch());
            verifications.report(verification, report);
        });
    }

    @Override
    public void reportAnswers(UUID prompt, Answers answers) {
        transaction.executeWithoutResult(_ -> {
            jobs.requireLease(answers.job(), answers.epoch());
            prompts.answer(prompt, answers);
        });
    }

    /** In a transaction, which the lease then outlasts. */
    private void requireHeld(UUID evaluation, UUID job, long epoch) {
        if (!evaluations.required(evaluation).job().equals(Optional.of(job))) {
            throw JobError.leaseLost(job, epoch);
        }
        jobs.requireLease(job, epoch);
    }
}
