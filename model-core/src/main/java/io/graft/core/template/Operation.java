package io.graft.core.template;

import java.util.List;

/** Expressions that combine the values of others. */
sealed interface Operation extends Expression {
    record Negated(Expression operand) implements Operation {
        @Override
        public Object value(Scope scope) {
            return Arithmetic.negate(operand.value(scope));
        }
    }

    record Not(Expression operand) implements Operation {
        @Override
        public Object value(Scope scope) {
            return !Python.truth(operand.value(scope));
        }
    }

    /** As in Python, one of the two values. */
    record And(Expression left, Expression right) implements Operation {
        @Override
        public Object value(Scope scope) {
            Object value = left.value(scope);
            return Python.truth(value) ? right.value(scope) : value;
        }
    }

    record Or(Expression left, Expression right) implements Operation {
        @Override
        public Object value(Scope scope) {
            Object value = left.value(scope);
            return Python.truth(value) ? value : right.value(scope);
        }
    }

    record Binary(String operator, Expression left, Expression right) implements Operation {
        @Override
        public Object value(Scope scope) {
            scope.budget().step();
            Object one = Undefined.require(left.value(scope));
            Object other = Undefined.require(right.value(scope));
            return switch (operator) {
                case "+" -> Arithmetic.add(one, other, scope.budget());
                case "-" -> Arithmetic.subtract(one, other);
                case "*" -> Arithmetic.multiply(one, other, scope.budget());
                case "/" -> Arithmetic.divide(one, other);
                case "//" -> Arithmetic.floorDivide(one, other);
                case "%" -> Arithmetic.modulo(one, other, scope.budget());
                case "**" -> Arithmetic.power(one, other);
                default -> throw new IllegalStateException("The parser knows no %s".formatted(operator));
            };
        }
    }

    /** {@code a ~ b ~ c}. */
    record Joined(List<Expression> parts) implements Operation {
        @Override
        public Object value(Scope scope) {
            StringBuilder text = new StringBuilder();
            for (Expression part : parts) {
                text.append(scope.budget().made(Python.str(part.value(scope))));
            }
            return text.toString();
        }
    }

    /** {@code a < b <= c}. */
    record Compared(Expression first, List<Comparison> comparisons) implements Operation {
        record Comparison(String operator, Expression right) {}

        @Override
        public Object value(Scope scope) {
            scope.budget().step();
            Object left = first.value(scope);
            for (Comparison comparison : comparisons) {
                Object right = comparison.right().value(scope);
                if (!holds(left, comparison.operator(), right)) {
                    return false;
                }
                left = right;
            }
            return true;
        }

        private static boolean holds(Object left, String operator, Object right) {
            return switch (operator) {
                case "==" -> Python.equal(left, right);
                case "!=" -> !Python.equal(left, right);
                case "<" -> Arithmetic.compare(left, right) < 0;
                case "<=" -> Arithmetic.compare(left, right) <= 0;
                case ">" -> Arithmetic.compare(left, right) > 0;
                case ">=" -> Arithmetic.compare(left, right) >= 0;
                case "in" -> Sequences.contains(right, Undefined.require(left));
                case "not in" -> !Sequences.contains(right, Undefined.require(left));
                default -> throw new IllegalStateException("The parser knows no %s".formatted(operator));
            };
        }
    }
}
