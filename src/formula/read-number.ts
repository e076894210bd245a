/** Digits, a point, a power of ten: what else `Number` takes, as `0x10`, nobody means. */
const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** A number as people type it: `1,234`, `0,5`, `−1.2`, `83 ×`; undefined for what is none. */
export function readNumber(text: string): number | undefined {
  const plain = text
    // a Chinese keyboard writes wide digits
    .normalize('NFKC')
    .trim()
    .replaceAll(/\s|^[x×]|[x×倍]$/g, '')
    .replaceAll('\u2212', '-');
  // commas that can only group thousands do; any other one is a decimal comma
  const isGrouped = /^[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/.test(plain);
  const digits = isGrouped ? plain.replaceAll(',', '') : plain.replace(',', '.');
  const value = DECIMAL.test(digits) ? Number(digits) : NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** The same for what never counts thousands, as a weight, a rate or a unit's value: a comma is a decimal comma. */
export function readSmallNumber(text: string): number | undefined {
  return readNumber(text.normalize('NFKC').replace(',', '.'));
}
