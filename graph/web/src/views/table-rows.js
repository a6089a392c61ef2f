// The rows of the table view: what is shown in each column, what it is sorted by, what a filter finds.
import { clean, fold, visible } from '../text.js';
import { parseTime } from './dates.js';
import { sourceOf, subjectOf } from './phrase.js';

const dayOf = (time) => { const parsed = parseTime(time); return parsed ? parsed.from ?? parsed.to : null; };
const speakerOf = (s, model, words) => (s.speaker ? (model.nodes.has(s.speaker) ? words.nameOf(model.nodes.get(s.speaker)) : clean(s.speaker)) : '');
const placeName = (s, model, words) => (model.nodes.has(s.place) ? words.nameOf(model.nodes.get(s.place)) : clean(s.place));

/**
 * The columns of a table of statements: [{ key, text(s), sort(s) }]. `text` gives words, empty where nothing is known;
 * `sort` a number or words, null where nothing is known.
 */
export const statementColumns = (model, words) => [
  { key: 'subject', text: (s) => subjectOf(s, model, words) },
  { key: 'predicate', text: (s) => words.termOf(s.predicate) },
  { key: 'value', text: (s) => words.valueOf(s), sort: (s) => s.number ?? (words.valueOf(s) || null) },
  { key: 'time', text: (s) => (s.time ? words.period(s.time) : ''), sort: (s) => dayOf(s.time) },
  { key: 'basis', text: (s) => [s.basis && words.basisOf(s.basis), s.unreviewed && words.t('unreviewed'), s.conflict && `≠ ${words.t('conflict')}`].filter(Boolean).join(words.t('comma')) },
  { key: 'speaker', text: (s) => speakerOf(s, model, words) },
  { key: 'place', text: (s) => placeName(s, model, words) },
  { key: 'scope', text: (s) => visible(s.scope ?? '') },
  { key: 'source', text: (s) => sourceOf(s, words), sort: (s) => `${words.titleOf(s.document)} ${String(s.paragraph ?? '').padStart(6, '0')}` },
];

/** The columns of a table of things; `counts` are the numbers of shown statements by the id of their subject. */
export const thingColumns = (model, words, counts) => [
  { key: 'name', text: (node) => words.nameOf(node) },
  { key: 'other-name', text: (node) => visible((words.lang === 'zh' ? node.label : node.label_zh) ?? '') },
  { key: 'class', text: (node) => words.classOf(node.type) },
  { key: 'aliases', text: (node) => node.aliases.map(visible).filter(Boolean).join(words.t('comma')) },
  { key: 'count', text: (node) => words.number(counts.get(node.id) ?? 0), sort: (node) => counts.get(node.id) ?? 0 },
];

/**
 * The items whose words hold every word of a filter, sorted by a column: numbers before words, what is not known last
 * in both directions; items that are alike keep their order. `direction` is 1 or -1. `folded`, a Map, keeps the words of
 * items for the next filter over the same columns.
 */
export function arrange(items, columns, { filter = '', column = null, direction = 1, collator, folded = new Map() }) {
  const wanted = fold(filter).split(/\s+/).filter(Boolean);
  const wordsOf = (item) => folded.get(item) ?? folded.set(item, fold(columns.map(({ text }) => text(item)).join(' '))).get(item);
  const found = wanted.length ? items.filter((item) => wanted.every((word) => wordsOf(item).includes(word))) : [...items];
  const by = columns.find(({ key }) => key === column);
  if (!by) return found;
  const keyed = found.map((item) => ({ item, key: by.sort ? by.sort(item) : by.text(item) || null }));
  return keyed.sort((a, b) => compare(a.key, b.key, direction, collator)).map(({ item }) => item);
}

function compare(a, b, direction, collator) {
  if (a === null || b === null) return (a === null) - (b === null);
  const number = typeof a === 'number', other = typeof b === 'number';
  if (number !== other) return (number ? -1 : 1) * direction;
  return (number ? a - b : collator.compare(a, b)) * direction;
}
