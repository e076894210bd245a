/** Resolves when the page has not scrolled for so long (milliseconds), and has had ten frames meanwhile. */
export async function standingStill(milliseconds = 500): Promise<void> {
  let last = performance.now();
  let frames = 0;
  const scrolled = (): void => {
    last = performance.now();
    frames = 0;
  };
  addEventListener('scroll', scrolled);
  while (frames < 10 || performance.now() - last < milliseconds) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    frames++;
  }
  removeEventListener('scroll', scrolled);
}
