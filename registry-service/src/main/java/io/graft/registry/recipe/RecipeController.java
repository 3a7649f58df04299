package io.graft.registry.recipe;

import io.graft.core.artifact.Digest;
import io.graft.core.recipe.Recipe;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/recipes")
class RecipeController {
    private final Recipes recipes;

    RecipeController(Recipes recipes) {
        this.recipes = recipes;
    }

    /** Takes mergekit's YAML, or the same as JSON. 201 when it is new, 200 when one with the same meaning was there. */
    @PostMapping(
            consumes = {
                "application/yaml",
                "application/x-yaml",
                "text/yaml",
                "text/plain",
                MediaType.APPLICATION_JSON_VALUE
            })
    ResponseEntity<KeptRecipe> keep(@RequestBody String text) {
        Recipe recipe = Recipes.read(text);
        boolean created = recipes.insert(recipe, text);
        ResponseEntity.BodyBuilder answer =
                created ? ResponseEntity.created(URI.create("/api/v1/recipes/" + recipe.id())) : ResponseEntity.ok();
        return answer.body(recipes.kept(recipe.id()));
    }

    @GetMapping("/{id}")
    KeptRecipe show(@PathVariable Digest id) {
        return recipes.kept(id);
    }
}
