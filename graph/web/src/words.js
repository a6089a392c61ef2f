// The words of the page in the language chosen, and the names of things made safe to show.
import explorer from './words/explorer.json' with { type: 'json' };
import views from './views/words.json' with { type: 'json' };
import exporting from './exports/words.json' with { type: 'json' };
import { clean, visible } from './text.js';
import { chineseQuantity } from './views/quantity.js';

export const WORDS = Object.fromEntries(['en', 'zh'].map((lang) => [lang, { ...explorer[lang], ...views[lang], ...exporting[lang] }]));

/**
 * The words of a page: `lang` ('en' or 'zh', may be set), `t(key, ...values)`, names of things, classes and properties.
 * In a text, {0} stands for the first value; of two forms parted by |, the second is the plural by the first value.
 */
export function createWords(model, lang = 'en') {
  const shown = new Map(); // texts made safe, once for each: a large graph shows the same names over and over
  const safe = (text) => shown.get(text) ?? shown.set(text, visible(text)).get(text);
  const local = (item, key) => (words.lang === 'zh' && safe(item?.[`${key}_zh`] ?? '')) || safe(item?.[key] ?? '');
  const words = {
    lang,
    t(key, ...values) {
      const text = WORDS[words.lang][key] ?? '';
      if (!values.length && !text.includes('|')) return text;
      const forms = text.split('|');
      return (values[0] === 1 ? forms[0] : forms.at(-1)).replace(/\{(\d)\}/g, (_, i) => values[i]);
    },
    local,
    nameOf: (node) => local(node, 'label') || words.t('unnamed'),
    classOf: (name) => local(model.classByName.get(name), 'label') || words.t('unnamed'),
    termOf: (term) => (words.lang === 'zh' && safe(model.terms[term] ?? WORDS.zh[`term-${term}`] ?? '')) || safe(term ?? ''),
    basisOf: (basis) => words.t(`basis-${basis}`) || clean(basis),
    titleOf: (document) => safe(model.documents[document]?.title ?? '') || words.t('untitled'),
    /** The value of a statement as words: the name of a thing, or the text as it stands. */
    valueOf: (s) => (model.nodes.has(s.value) ? words.nameOf(model.nodes.get(s.value)) : (words.lang === 'zh' && chineseQuantity(s, model.units)) || clean(s.value)),
    /** A stated time; of an interval that is open on one side, since when or until when. */
    period(time) {
      const [start, end, ...more] = clean(time).split('/');
      if (end === undefined || more.length) return clean(time);
      if (end === '..') return words.t('time-since', start);
      return start === '..' ? words.t('time-until', end) : `${start} – ${end}`;
    },
    number: (value) => new Intl.NumberFormat(words.lang === 'zh' ? 'zh-Hans' : 'en').format(value),
    collator: () => new Intl.Collator(words.lang === 'zh' ? 'zh-Hans' : 'en', { numeric: true }),
  };
  return words;
}
