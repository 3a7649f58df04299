package io.graft.core.suite;

import io.graft.core.artifact.Digest;
import io.graft.core.template.Json;
import io.graft.core.template.None;
import io.graft.core.template.Python;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes requests of documents, to the byte as lm-evaluation-harness does without a chat template. */
final class TaskRenderer {
    private final TaskDefinition task;
    private final Set<String> columns;
    private final Golds golds;
    private final boolean choosing;
    private final boolean manyQuestions;

    TaskRenderer(TaskDefinition task) {
        this.task = task;
        Row first = task.rows().getFirst();
        this.columns = first.columns().keySet();
        this.choosing = task.question().choice().isPresent();
        this.manyQuestions = choosing && isWhole(question(first, task.question()));
        this.golds = new Golds(task.question().target(), target(first, task.question()) instanceof List);
        requireSensible();
    }

    private void requireSensible() {
        if (task.spec().outputType() == OutputType.MULTIPLE_CHOICE && !choosing) {
            throw task.question()
                    .target()
                    .node()
                    .refusal(
                            SuiteError.SUITE_MISSING_KEY,
                            "belongs to a multiple_choice task without doc_to_choice",
                            "Add doc_to_choice.");
        }
    }

    Item item(int index, Row row, List<Row> shots) {
        String head = head(row, shots);
        List<String> choices = task.question().choices(row, columns);
        List<Request> requests = requests(index, row, head, choices);
        Object written = target(row, task.question());
        return new Item(
                index,
                row.columns(),
                gold(row, written, choices),
                Python.str(written),
                choices,
                requests,
                hashes(row, requests.getFirst(), written));
    }

    /** What stands before the question: the description and the solved examples. */
    private String head(Row row, List<Row> shots) {
        StringBuilder head = new StringBuilder(own(task.description(), row));
        shots.forEach(shot -> head.append(solved(shot)));
        return head.toString();
    }

    private String solved(Row shot) {
        Prompting prompting = task.shot();
        List<String> choices = prompting.choices(shot, columns);
        Object question = question(shot, prompting);
        String text = manyQuestions
                ? chosen(question, choices, prompting.text(), shot)
                : text(question, prompting.text(), shot);
        Object answer = target(shot, prompting);
        String prefix = own(prompting.prefix(), shot);
        return answer == None.NONE || answer.equals("")
                ? Turn.open(text, prefix, prompting.targetDelimiter())
                : Turn.solved(
                        text,
                        answer(answer, manyQuestions ? List.of() : choices, prompting.target(), shot),
                        prefix,
                        prompting);
    }

    private static String answer(Object answer, List<String> choices, Field field, Row row) {
        if (!choices.isEmpty() && isWhole(answer)) {
            return chosen(answer, choices, field, row);
        }
        Object first = answer instanceof List<?> several && !several.isEmpty() ? several.getFirst() : answer;
        return text(first, field, row);
    }

    private static String chosen(Object index, List<String> choices, Field field, Row row) {
        return choices.get(Golds.index(index, choices, field, row));
    }

    private static String text(Object value, Field field, Row row) {
        if (value instanceof String text) {
            return text;
        }
        throw field.failed(
                row,
                "is to give a text, but gives %.60s".formatted(Python.repr(value)),
                "Make a text of it: {{column|string}}.");
    }

    private List<Request> requests(int index, Row row, String head, List<String> choices) {
        return switch (task.spec().outputType()) {
            case MULTIPLE_CHOICE -> choosing(row, head, choices);
            case LOGLIKELIHOOD -> List.of(new Request.Likelihood(context(row, head), targetText(row)));
            case LOGLIKELIHOOD_ROLLING -> List.of(new Request.RollingLikelihood(targetText(row)));
            case GENERATE_UNTIL -> List.of(task.generating().request(context(row, head), index));
        };
    }

    private String targetText(Row row) {
        return text(target(row, task.question()), task.question().target(), row);
    }

    private String context(Row row, String head) {
        Prompting prompting = task.question();
        return head
                + Turn.open(
                        text(question(row, prompting), prompting.text(), row),
                        prefix(row),
                        prompting.targetDelimiter());
    }

    private List<Request> choosing(Row row, String head, List<String> choices) {
        List<Request> requests = new ArrayList<>();
        if (manyQuestions) {
            String continuation = task.question().targetDelimiter() + Python.str(target(row, task.question()));
            for (String choice : choices) {
                requests.add(new Request.Likelihood(head + Turn.open(choice, prefix(row), ""), continuation));
            }
        } else {
            String context = context(row, head);
            choices.forEach(choice -> requests.add(new Request.Likelihood(context, delimited(choice))));
        }
        if (task.spec().metrics().stream().anyMatch(metric -> metric.metric().equals("acc_mutual_info"))) {
            choices.forEach(choice -> requests.add(new Request.Likelihood("", delimited(choice))));
        }
        return requests;
    }

    private String delimited(String choice) {
        return task.question().targetDelimiter() + choice;
    }

    private Target gold(Row row, Object written, List<String> choices) {
        return switch (task.spec().outputType()) {
            case MULTIPLE_CHOICE ->
                manyQuestions
                        ? golds.choice(question(row, task.question()), choices, row)
                        : golds.choices(written, choices, row);
            case LOGLIKELIHOOD, LOGLIKELIHOOD_ROLLING -> new Target.Texts(List.of(targetText(row)), false);
            case GENERATE_UNTIL -> choosing ? golds.chosenText(written, choices, row) : golds.texts(written);
        };
    }

    private Object question(Row row, Prompting prompting) {
        return prompting.text().question(row, columns, choosing);
    }

    private Object target(Row row, Prompting prompting) {
        return prompting.target().target(row, columns, choosing);
    }

    private String prefix(Row row) {
        return task.question()
                .prefix()
                .map(field -> Python.str(field.value(row, columns)))
                .orElse("");
    }

    /** A field whose columns are the document's own, not those of the documents asked about. */
    private static String own(Optional<Field> field, Row row) {
        return field.map(each -> each.value(row, row.columns().keySet()))
                .filter(value -> value != None.NONE)
                .map(Python::str)
                .orElse("");
    }

    static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Boolean;
    }

    private static Item.Hashes hashes(Row row, Request first, Object target) {
        String prompt =
                switch (first) {
                    case Request.Likelihood likelihood -> likelihood.context();
                    case Request.RollingLikelihood rolling -> rolling.text();
                    case Request.Generation generation -> generation.context();
                };
        return new Item.Hashes(hash(Json.of(row.columns(), 2)), hash(prompt), hash(Python.str(target)));
    }

    private static String hash(String text) {
        return Digest.of(text).hex();
    }
}
