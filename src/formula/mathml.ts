/**
 * MathML of a formula in TeX. Temml is loaded with the first screen that has formulas, not with the app. Rejects when it cannot load;
 * TeX that Temml cannot read is an error of ours and throws.
 */
export async function mathml(tex: string): Promise<string> {
  const { default: temml } = await import('temml');
  return temml.renderToString(tex, { throwOnError: true, wrap: 'none', trust: false });
}
