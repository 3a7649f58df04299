package io.graft.core.method;

import java.util.List;
import java.util.Optional;

/** All methods there are. */
public final class MergeMethods {
    private static final List<MergeMethod> ALL = List.of(
            new Linear(),
            new TaskArithmetic(),
            new Passthrough(),
            new Slerp(),
            new NuSlerp(),
            new MultiSlerp(),
            new Karcher(),
            new ModelStock(),
            new Ram(),
            new RamPlusTl(),
            new NearSwap(),
            new ArceeFusion(),
            new Sce(),
            new Ties(),
            new DareLinear(),
            new DareTies(),
            new Breadcrumbs(),
            new BreadcrumbsTies(),
            new Della(),
            new DellaLinear(),
            TsvM.METHOD,
            IsoC.METHOD,
            Knots.METHOD,
            CoreSpace.METHOD);

    private MergeMethods() {}

    public static List<MergeMethod> all() {
        return ALL;
    }

    public static Optional<MergeMethod> named(String name) {
        return ALL.stream().filter(method -> method.name().equals(name)).findFirst();
    }

    public static List<String> names() {
        return ALL.stream().map(MergeMethod::name).toList();
    }
}
