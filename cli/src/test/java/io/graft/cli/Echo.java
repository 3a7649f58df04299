package io.graft.cli;

/** Stands in for {@code graft} in tests of the launcher: says what it was started with. */
final class Echo {
    private Echo() {}

    public static void main(String[] arguments) {
        System.out.println("ran " + String.join(" ", arguments) + " from " + System.getProperty("graft.home"));
    }
}
