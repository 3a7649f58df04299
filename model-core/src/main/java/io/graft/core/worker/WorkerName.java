package io.graft.core.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What a worker is called in lists of jobs. */
public final class WorkerName {
    private WorkerName() {}

    /**
     * The name given, or else the host and the process.
     *
     * @param given may be blank
     * @param kind stands for a host that has no name
     */
    public static String of(String given, String kind) {
        return given.isBlank()
                ? "%s:%d".formatted(host(kind), ProcessHandle.current().pid())
                : given;
    }

    private static String host(String kind) {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return kind;
        }
    }
}
