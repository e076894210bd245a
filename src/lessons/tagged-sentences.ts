/** Sentences of our own with the part of speech of each word: what the BPTT lesson's network learns to tag. */

/** In the order of the network's outputs. */
export const tags = ['noun', 'verb', 'adjective', 'adverb', 'determiner', 'preposition', 'pronoun'] as const;
export type Tag = (typeof tags)[number];

/** Short forms for writing the sentences down. */
const marks: Readonly<Record<string, Tag>> = {
  N: 'noun',
  V: 'verb',
  A: 'adjective',
  R: 'adverb',
  D: 'determiner',
  P: 'preposition',
  O: 'pronoun',
};

export const sentenceLanguages = ['en', 'zh'] as const;
export type SentenceLanguage = (typeof sentenceLanguages)[number];

export interface TaggedSentence {
  readonly words: readonly string[];
  readonly tags: readonly Tag[];
}

/** Some words have two tags (walk, light, rest, watch; 画, 锁, 给, 在): only what stands before them tells which. */
const written: Readonly<Record<SentenceLanguage, readonly string[]>> = {
  en: [
    'every D morning N the D old A fisherman N walks V slowly R to P the D small A grey A harbour N',
    'the D long A walk N through P the D quiet A park N takes V us O nearly R an D hour N',
    'they O walk V quickly R along P the D dark A river N with P a D small A light N',
    'a D light A wind N moves V the D boats N gently R across P the D open A water N',
    'we O light V the D lamp N early R in P the D dark A winter N months N',
    'the D old A boats N rest V quietly R in P the D harbour N for P a D long A rest N',
    'she O gave V him O a D new A watch N on P a D cold A winter N morning N',
    'we O often R watch V grey A birds N over P the D river N from P a D bridge N',
  ],
  zh: [
    '每个 D 清晨 N 老 A 渔夫 N 慢慢 R 走 V 到 P 港口 N 看 V 那片 D 灰色 A 大海 N',
    '他 O 昨天 N 给 V 我 O 一把 D 新 A 锁 N 去 V 锁 V 那扇 D 旧 A 门 N',
    '她 O 常常 R 给 P 我 O 画 V 一幅 D 小 A 画 N 挂 V 在 P 墙上 N',
    '老 A 船 N 静静 R 停 V 在 P 港口 N 等 V 一阵 D 清凉 A 晚风 N',
    '我们 O 在 P 河边 N 慢慢 R 走 V 一条 D 长 A 路 N 回 V 家 N',
    '那位 D 老 A 画家 N 常常 R 在 P 桥上 N 画 V 灰色 A 大海 N',
    '我 O 家 N 在 V 一条 D 安静 A 小 A 河 N 旁边 N',
    '她 O 用 P 一把 D 旧 A 锁 N 轻轻 R 锁上 V 那扇 D 小 A 门 N',
  ],
};

/** Throws where a sentence is not word, mark, word, mark, …; tests read all of them. */
function read(text: string): TaggedSentence {
  const parts = text.split(' ');
  const words = parts.filter((_, n) => n % 2 === 0);
  const sentenceTags = parts.filter((_, n) => n % 2 === 1).map((mark) => marks[mark]);
  if (sentenceTags.length !== words.length || sentenceTags.includes(undefined as never)) {
    throw new Error(`"${text}": expected a mark of ${Object.keys(marks).join(' ')} behind each word`);
  }
  return { words, tags: sentenceTags };
}

export const taggedSentences: Readonly<Record<SentenceLanguage, readonly TaggedSentence[]>> = {
  en: written.en.map(read),
  zh: written.zh.map(read),
};

/** Every word of a language's sentences, each once, in the order in which they come. */
export function wordsOf(language: SentenceLanguage): readonly string[] {
  return [...new Set(taggedSentences[language].flatMap(({ words }) => words))];
}

/** A sentence as the network reads it: word numbers, and tag numbers as targets. */
export function idsOf(language: SentenceLanguage, sentence: number): { input: number[]; target: number[] } {
  const vocabulary = wordsOf(language);
  const { words, tags: own } = taggedSentences[language][sentence];
  return { input: words.map((word) => vocabulary.indexOf(word)), target: own.map((tag) => tags.indexOf(tag)) };
}
