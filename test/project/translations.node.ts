import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { messagesOf } from '../../scripts/messages.mjs';
import { templates } from '../../src/i18n/zh-Hans/index.ts';

const files = ['src', 'components'].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('i18n/'))
    .map((file) => `${room}/${file}`),
);
const messages = files.flatMap((file) =>
  messagesOf(readFileSync(file, 'utf8')).map((message) => ({ ...message, place: `${file}:${message.line}` })),
);
const chinese = new Map(Object.entries(templates));

/** Positions of the values a Chinese text uses: the numbers in its `str` or `html` template. */
function positions(template: unknown): number[] {
  if (typeof template === 'string') return [];
  return (template as { values: number[] }).values.toSorted((a, b) => a - b);
}

describe('translations', () => {
  it('every text has an id that says its room', () => {
    const bad = messages.filter(({ id }) => !id || !/^[a-z][\w-]*(?:\.[\w-]+)+$/.test(id));
    assert.deepEqual(
      bad.map(({ place, text, id }) => `${place}: expected { id: 'room.key' }, got ${id ?? 'none'} for "${text}"`),
      [],
    );
  });

  it('an id has one English text', () => {
    const first = new Map<string, (typeof messages)[number]>();
    const conflicts = messages.flatMap((message) => {
      const known = first.get(message.id ?? '');
      if (!known) {
        first.set(message.id ?? '', message);
        return [];
      }
      return known.text === message.text
        ? []
        : [`${message.id}: ${known.place} "${known.text}", ${message.place} "${message.text}"`];
    });
    assert.deepEqual(conflicts, []);
  });

  it('every text is there in Chinese', () => {
    const missing = messages.filter(({ id }) => id && !chinese.has(id));
    assert.deepEqual(
      missing.map(({ place, id, text }) => `${place}: ${id} "${text}"`),
      [],
    );
  });

  it('no Chinese text is left over', () => {
    const used = new Set(messages.map(({ id }) => id));
    assert.deepEqual(
      [...chinese.keys()].filter((id) => !used.has(id)),
      [],
    );
  });

  it('no Chinese text is empty, and no id stands in two rooms', () => {
    assert.deepEqual(
      [...chinese].filter(([, text]) => text === '').map(([id]) => id),
      [],
    );
    const written = readdirSync('src/i18n/zh-Hans')
      .flatMap((file) => readFileSync(`src/i18n/zh-Hans/${file}`, 'utf8').match(/^ {2}'[^']+'(?=:)/gm) ?? [])
      .toSorted();
    assert.deepEqual(
      written.filter((id, index) => id === written[index - 1]),
      [],
    );
  });

  it('a Chinese text uses each value of the English one', () => {
    const wrong = messages.flatMap(({ id, values, place }) => {
      const template = chinese.get(id ?? '');
      if (template === undefined) return [];
      const wanted = Array.from({ length: values }, (_, index) => index);
      const got = [...new Set(positions(template))];
      return got.join() === wanted.join()
        ? []
        : [`${place}: ${id} expected values [${wanted.join()}], got [${got.join()}]`];
    });
    assert.deepEqual(wrong, []);
  });
});
