package io.graft.cli;

import io.graft.core.preflight.Finding;
import java.io.PrintWriter;
import java.util.Collection;

/** Shows findings as errors are shown. */
final class Findings {
    private Findings() {}

    static void print(Collection<?> findings, PrintWriter writer) {
        for (Object each : findings) {
            if (each instanceof Finding finding) {
                writer.println("%s[%s] %s".formatted(finding.severity().word(), finding.code(), finding.message()));
                writer.println("  where  " + finding.where());
                writer.println("  fix    " + finding.remedy());
            }
        }
    }
}
