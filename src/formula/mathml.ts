import type Temml from 'temml';

let loading: Promise<typeof Temml> | undefined;

/** Asking for a module that is there takes a task all the same, for which paper does not wait: the promise is kept. */
function loaded(): Promise<typeof Temml> {
  loading ??= import('temml').then(
    (module) => module.default,
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/**
 * MathML of a formula in TeX. Temml is loaded with the first screen that has formulas, not with the app. Rejects when it cannot load;
 * TeX that Temml cannot read is an error of ours and throws.
 */
export async function mathml(tex: string): Promise<string> {
  const temml = await loaded();
  return temml.renderToString(tex, { throwOnError: true, wrap: 'none', trust: false });
}
