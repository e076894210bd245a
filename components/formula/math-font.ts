import fontUrl from '@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2?url';

/**
 * A font with the tables that stretch brackets and place indices: phones rarely have one. Until it is there,
 * and should it fail, the system's own fonts stand in.
 */
export async function loadMathFont(): Promise<void> {
  const isThere = [...document.fonts].some(({ family }) => family.includes('Noto Sans Math'));
  if (isThere) return;
  const font = new FontFace('Noto Sans Math', `url(${fontUrl}) format('woff2')`);
  document.fonts.add(font);
  await font.load();
}
