// The statements behind a mark that stands for several of them: each in words, with its source, to be opened.
import { button, h } from '../dom.js';
import { qualifiersOf } from './phrase.js';
import { sayPhrase, saySource } from './say.js';

const FIRST = 60;

/** A list of statements as buttons; `select` opens one. Beyond the first sixty it says how many there are. */
export function readingList(statements, { model, words, select }) {
  const items = statements.slice(0, FIRST).map((s) => h('li', null, button(() => select('statement', s.index),
    h('span', { class: s.conflict ? 'reading-words conflict' : 'reading-words' }, sayPhrase(s, model, words)),
    h('span', { class: 'reading-more' }, qualifiersOf(s, model, words).join(' · '), h('br'), saySource(s, words)))));
  return [
    h('ul', { class: 'reading-list' }, items),
    statements.length > FIRST && h('p', { class: 'view-note' }, words.t('firstOf', FIRST, words.number(statements.length))),
  ].filter(Boolean);
}
