/** A number as people type it: `1,234`, `0,5`, `−1.2`, `83 ×`; undefined for what is none. */
export function readNumber(text: string): number | undefined {
  const plain = text
    // a Chinese keyboard writes wide digits
    .normalize('NFKC')
    .trim()
    .replaceAll(/[\s\u00d7x×倍]/g, '')
    .replaceAll('\u2212', '-');
  // commas that can only group thousands do; any other one is a decimal comma
  const isGrouped = /^[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/.test(plain);
  const value = Number(isGrouped ? plain.replaceAll(',', '') : plain.replace(',', '.'));
  return plain === '' || !Number.isFinite(value) ? undefined : value;
}
