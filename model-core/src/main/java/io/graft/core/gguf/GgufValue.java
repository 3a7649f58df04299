package io.graft.core.gguf;

/** A value of the metadata. */
public sealed interface GgufValue permits GgufValue.Whole, GgufValue.Real, GgufValue.Flag, GgufValue.Text, GgufArray {
    /** A 32-bit number, as most of llama.cpp's keys are. */
    static GgufValue of(int value) {
        return new Whole(ValueType.UINT32, Integer.toUnsignedLong(value));
    }

    /** A float. */
    static GgufValue of(float value) {
        return new Real(ValueType.FLOAT32, value);
    }

    /** A truth. */
    static GgufValue of(boolean value) {
        return new Flag(value);
    }

    /** A text. */
    static GgufValue of(String value) {
        return new Text(value);
    }

    /** How the file stores it. */
    ValueType type();

    /** For people to read. */
    String show();

    /** A whole number; those of 64 bits without sign may look negative. */
    record Whole(ValueType type, long value) implements GgufValue {
        @Override
        public String show() {
            return type == ValueType.UINT64 ? Long.toUnsignedString(value) : Long.toString(value);
        }
    }

    /** A floating-point number. */
    record Real(ValueType type, double value) implements GgufValue {
        @Override
        public String show() {
            return type == ValueType.FLOAT32 ? Float.toString((float) value) : Double.toString(value);
        }
    }

    /** True or false. */
    record Flag(boolean value) implements GgufValue {
        @Override
        public ValueType type() {
            return ValueType.BOOL;
        }

        @Override
        public String show() {
            return Boolean.toString(value);
        }
    }

    /** A text. */
    record Text(String value) implements GgufValue {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }

        @Override
        public String show() {
            return value;
        }
    }
}
