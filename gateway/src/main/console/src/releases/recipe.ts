/** Canonical JSON, one entry a line. What is none is shown as it is. */
export function readable(recipe: string): string {
  try {
    return JSON.stringify(JSON.parse(recipe), null, 2);
  } catch {
    return recipe;
  }
}
