/** Resolves as soon as the condition holds; rejects with the given words after the time limit (milliseconds). */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  what: string,
  limit = 60_000,
): Promise<void> {
  const end = performance.now() + limit;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited ${limit} ms for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
