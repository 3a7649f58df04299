package io.graft.core.kernel;

/** Whether the incubating Vector API is in this JVM and worth using. */
final class VectorSupport {
    private static final String MODULE = "jdk.incubator.vector";

    private VectorSupport() {}

    static boolean present() {
        return ModuleLayer.boot().findModule(MODULE).isPresent() && VectorKernels.wideEnough();
    }
}
