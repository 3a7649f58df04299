package io.graft.registry.mlflow;

import io.graft.core.GraftException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A filter in MLflow's language as a condition on columns: comparisons of fields and tags, all of which are to hold. */
final class Filter {
    private static final String NUMBER = "version_number";
    private static final Set<String> TAGS = Set.of("tag", "tags");

    private static final Pattern COMPARISON = Pattern.compile("""
            \\G\\s*(?<field>[A-Za-z_]+)(?:\\.(?:`(?<ticked>[^`]+)`|"(?<quoted>[^"]+)"|(?<plain>[\\w.-]+)))?
            \\s*(?<operator>!=|<=|>=|=|<|>|I?LIKE\\b|IN\\b)
            \\s*(?<value>'[^']*'|"[^"]*"|[0-9]{1,9}|\\([^()]*\\))
            \\s*(?<more>AND\\b|\\z)""".replace("\n", ""), Pattern.CASE_INSENSITIVE);

    private static final String TEXT = "(?:'[^']*'|\"[^\"]*\")";
    private static final Pattern QUOTED = Pattern.compile(TEXT);
    private static final Pattern LIST = Pattern.compile("\\(\\s*%1$s(?:\\s*,\\s*%1$s)*\\s*\\)".formatted(TEXT));

    private final Set<String> fields;
    private final List<String> conditions = new ArrayList<>(List.of("true"));
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private Filter(Set<String> fields) {
        this.fields = fields;
    }

    /**
     * Reads a filter.
     *
     * @param fields that may be compared, each a column; beside them {@code tags}, a JSON object
     */
    static Filter parse(String text, Set<String> fields) {
        Filter filter = new Filter(fields);
        Matcher comparison = COMPARISON.matcher(text);
        boolean more = !text.isBlank();
        while (more) {
            if (!comparison.find()) {
                throw malformed(text);
            }
            filter.add(comparison);
            more = !comparison.group("more").isEmpty();
        }
        return filter;
    }

    /** The condition, with named parameters. */
    String sql() {
        return String.join(" and ", conditions);
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    private void add(MatchResult comparison) {
        String operator = comparison.group("operator").toUpperCase(Locale.ROOT);
        String column = column(comparison);
        String value = comparison.group("value");
        conditions.add(column.equals(NUMBER) ? numbers(operator, value) : texts(column, operator, value));
    }

    private String column(MatchResult comparison) {
        String field = comparison.group("field").toLowerCase(Locale.ROOT);
        String key = key(comparison);
        if (TAGS.contains(field) && !key.isEmpty()) {
            return "tags ->> " + parameter(key);
        }
        if (!fields.contains(field) || !key.isEmpty()) {
            throw MlflowError.query(
                    "filter",
                    "Nothing is found by %s".formatted(field),
                    "Compare one of %s, or tags.key."
                            .formatted(fields.stream().sorted().toList()));
        }
        return field;
    }

    private String numbers(String operator, String value) {
        if (!value.matches("[0-9]+") || operator.length() > 2 || operator.equals("IN")) {
            throw malformed("%s %s %s".formatted(NUMBER, operator, value));
        }
        return "%s %s %s".formatted(NUMBER, operator, parameter(Integer.valueOf(value)));
    }

    private String texts(String column, String operator, String value) {
        return switch (operator) {
            case "IN" -> "%s = any(%s::text[])".formatted(column, parameter(all(value)));
            case "=" -> "%s = %s".formatted(column, parameter(one(value)));
            case "!=" -> "%s is distinct from %s".formatted(column, parameter(one(value)));
            case "LIKE", "ILIKE" -> "%s %s %s escape ''".formatted(column, operator, parameter(one(value)));
            default -> throw malformed("%s %s".formatted(operator, value));
        };
    }

    private String parameter(Object value) {
        String name = "filter" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }

    private static String key(MatchResult comparison) {
        for (String group : List.of("ticked", "quoted", "plain")) {
            String key = comparison.group(group);
            if (key != null) {
                return key;
            }
        }
        return "";
    }

    private static String one(String value) {
        if (!QUOTED.matcher(value).matches()) {
            throw malformed(value);
        }
        return value.substring(1, value.length() - 1);
    }

    private static String[] all(String value) {
        if (!LIST.matcher(value).matches()) {
            throw malformed(value);
        }
        return QUOTED.matcher(value).results().map(each -> one(each.group())).toArray(String[]::new);
    }

    private static GraftException malformed(String text) {
        return MlflowError.query(
                "filter",
                "\"%s\" is not a filter".formatted(text),
                "Write comparisons such as name = 'team/bot', name LIKE 'team/%' or tags.license = 'mit', joined by AND.");
    }
}
