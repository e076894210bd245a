/**
 * Finds the texts of the app: each call of `msg(…)` from @lit/localize, read with TypeScript-free means. A call is
 * `msg('text', { id: 'room.key' })`, with '…', "…", `…`, str`…` or html`…`.
 */

/** @typedef {{ id: string | undefined, text: string, values: number, line: number }} Message */

/** @param {string} source @returns {Message[]} */
export function messagesOf(source) {
  const found = [];
  for (const match of source.matchAll(/(?<![\w.$])msg\(\s*/g)) {
    // The name in a comment or an import is no call.
    const before = source.slice(source.lastIndexOf('\n', match.index) + 1, match.index);
    if (/^\s*(?:\*|\/\/|\/\*)/.test(before)) continue;
    const template = readTemplate(source, match.index + match[0].length);
    const line = source.slice(0, match.index).split('\n').length;
    if (!template) {
      found.push({ id: undefined, text: source.slice(match.index, match.index + 40), values: 0, line });
      continue;
    }
    const options = /^\s*,\s*\{[^}]*?\bid:\s*'([^']+)'/.exec(source.slice(template.end));
    found.push({ id: options?.[1], text: template.text, values: template.values, line });
  }
  return found;
}

/**
 * A string or template literal from `start` on, adjacent `'…' + '…'` included; values stand as ${…} in the text.
 * @param {string} source @param {number} start
 * @returns {{ text: string, values: number, end: number } | undefined}
 */
function readTemplate(source, start) {
  const tag = /^(?:str|html)(?=`)/.exec(source.slice(start, start + 5))?.[0] ?? '';
  const quote = source[start + tag.length];
  if (quote !== "'" && quote !== '"' && quote !== '`') return undefined;
  let text = '';
  let values = 0;
  for (let at = start + tag.length + 1; at < source.length; at++) {
    const character = source[at];
    if (character === quote) return { text, values, end: at + 1 };
    if (character === '\\') {
      text += source[++at];
    } else if (quote === '`' && character === '$' && source[at + 1] === '{') {
      at = endOfValue(source, at + 2);
      text += '${…}';
      values++;
    } else {
      text += character;
    }
  }
  return undefined;
}

/** The index of the brace that closes a `${`, nested templates and objects within. @param {string} source @param {number} at */
function endOfValue(source, at) {
  for (let depth = 1; at < source.length; at++) {
    const character = source[at];
    if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at;
    else if (character === "'" || character === '"' || character === '`') {
      const nested = readTemplate(source, at);
      if (nested) at = nested.end - 1;
    }
  }
  return at;
}
