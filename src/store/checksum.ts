/** CRC-32 (IEEE 802.3, reflected, polynomial EDB88320): finds every damaged run of up to 32 bits, at 4 bytes a round. */

const tables = makeTables();

function makeTables(): readonly Uint32Array[] {
  const made = Array.from({ length: 4 }, () => new Uint32Array(256));
  for (let n = 0; n < 256; n++) {
    let crc = n;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    made[0][n] = crc;
  }
  for (let n = 0; n < 256; n++) {
    for (let t = 1; t < 4; t++) made[t][n] = (made[t - 1][n] >>> 8) ^ made[0][made[t - 1][n] & 255];
  }
  return made;
}

/** The checksum of `bytes` put behind those that gave `before`. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const [t0, t1, t2, t3] = tables;
  let crc = ~before;
  const whole = bytes.length & ~3;
  let n = 0;
  for (; n < whole; n += 4) {
    crc ^= bytes[n] | (bytes[n + 1] << 8) | (bytes[n + 2] << 16) | (bytes[n + 3] << 24);
    crc = t3[crc & 255] ^ t2[(crc >>> 8) & 255] ^ t1[(crc >>> 16) & 255] ^ t0[crc >>> 24];
  }
  for (; n < bytes.length; n++) crc = (crc >>> 8) ^ t0[(crc ^ bytes[n]) & 255];
  return ~crc >>> 0;
}

/**
 * The checksum of a plain value with typed arrays in it: every byte, every number, every key and the kinds and lengths
 * of all lists count. Keys may come in any order. Throws TypeError for what such a value cannot hold.
 */
export function checksum(value: unknown, before = 0): number {
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return crc32(bytes, ofText(`${value.constructor.name} ${value.byteLength}`, before));
  }
  if (Array.isArray(value)) {
    return value.reduce<number>((crc, each) => checksum(each, crc), ofText(`list ${value.length}`, before));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return entries.reduce(
      (crc, [key, each]) => checksum(each, ofText(`key ${key}`, crc)),
      ofText(`object ${entries.length}`, before),
    );
  }
  if (typeof value === 'number') return crc32(new Uint8Array(Float64Array.of(value).buffer), ofText('number', before));
  if (typeof value === 'string') return ofText(`text ${value}`, before);
  if (typeof value === 'boolean' || value === undefined || value === null) return ofText(String(value), before);
  throw new TypeError(`checksum: expected a plain value, got a ${typeof value}`);
}

function ofText(text: string, before: number): number {
  return crc32(new TextEncoder().encode(text), before);
}
