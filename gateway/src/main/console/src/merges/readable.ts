/** A recipe to read: canonical JSON one entry a line, YAML as it was written. */
export function readable(recipe: string): string {
  try {
    return JSON.stringify(JSON.parse(recipe), null, 2);
  } catch {
    return recipe;
  }
}
