package io.graft.registry.lineage;

import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionReference;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LineageController {
    private final Catalog catalog;
    private final Graphs graphs;

    LineageController(Catalog catalog, Graphs graphs) {
        this.catalog = catalog;
        this.graphs = graphs;
    }

    @GetMapping("/api/v1/models/{namespace}/{name}/versions/{version}/lineage")
    Graph lineage(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String version,
            @RequestParam(defaultValue = "both") String direction,
            @RequestParam(defaultValue = "10") int depth) {
        UUID id = catalog.find(new VersionReference(new ModelName(namespace, name), version));
        return graphs.around(id, Direction.parse(direction), Direction.depth(depth));
    }
}
