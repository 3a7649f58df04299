package io.graft.core.template;

/** Something that went wrong where the line is not known yet; never leaves the package. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final TemplateError code;
    private final String sentence;

    private Problem(TemplateError code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
        this.sentence = sentence;
    }

    TemplateError code() {
        return code;
    }

    String sentence() {
        return sentence;
    }

    @SuppressWarnings("AnnotateFormatMethod")
    static Problem wrong(String format, Object... arguments) {
        return new Problem(TemplateError.TEMPLATE_WRONG_VALUE, format.formatted(arguments));
    }

    static Problem undefined(String sentence) {
        return new Problem(TemplateError.TEMPLATE_UNDEFINED, sentence);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    static Problem unsupported(String format, Object... arguments) {
        return new Problem(TemplateError.TEMPLATE_UNSUPPORTED, format.formatted(arguments));
    }

    static Problem tooLarge(String sentence) {
        return new Problem(TemplateError.TEMPLATE_TOO_LARGE, sentence);
    }
}
