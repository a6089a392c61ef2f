// Disagreement: both sides next to each other, with who says so and where.
import { bdi, button, h } from '../dom.js';
import { clean, safeAddress, visible } from '../text.js';
import { conflictPairs } from './conflict-pairs.js';
import { growing } from './growing.js';
import { sourceOf, subjectOf } from './phrase.js';
import { sayPhrase, saySource } from './say.js';

const FIRST = 50;

export function create({ model, words, select }) {
  const { t } = words;
  let pairs = [];
  const note = h('p', { class: 'view-note' }), body = h('div', { class: 'conflict-body' });
  const element = h('section', { class: 'view conflicts' }, note, body);
  const real = () => pairs.filter(({ verdict }) => verdict === 'conflict'), slight = () => pairs.filter(({ verdict }) => verdict !== 'conflict');

  function draw() {
    element.setAttribute('aria-label', t('view-conflicts'));
    note.textContent = pairs.length ? t('conflicts-count', words.number(real().length), words.number(slight().length)) : t('conflicts-none');
    const cards = (list) => { const place = h('div', null); return [place, growing(place, list, { step: FIRST, line: card, words })]; };
    body.replaceChildren(...cards(real()), ...(slight().length ? [h('details', { class: 'promises' }, h('summary', null, t('conflicts-slight', slight().length)), cards(slight()))] : []));
  }

  const thing = (id) => (model.nodes.has(id) ? button(() => select('node', id), bdi(words.lang, words.nameOf(model.nodes.get(id)))) : bdi(words.lang, clean(id)));

  function card({ sides, verdict, difference }) {
    const [{ statement: one }] = sides;
    return h('article', { class: 'pair', 'data-verdict': verdict },
      h('h3', null, thing(one.subject), h('span', { class: 'quiet' }, ' ', bdi(words.lang, words.termOf(one.predicate)))),
      h('div', { class: 'sides' }, sides.map((side, i) => [i > 0 && h('p', { class: 'against' }, h('b', { 'aria-hidden': 'true' }, verdict === 'conflict' ? '≠' : '≈'), h('span', null, between(difference, verdict))), half(side, sides)])),
      new Set(sides.map(({ statement }) => statement.document)).size === 1 && h('p', { class: 'quiet' }, t('conflicts-same-document')));
  }
  function between(difference, verdict) {
    const kind = verdict === 'conflict' ? t('conflict') : t(`verdict-${verdict}`) || clean(verdict);
    if (!difference) return kind;
    const times = difference.ratio !== null && difference.ratio >= 1.5;
    return `${kind}${t('colon')}${times ? t('conflicts-times', decimal(difference.ratio)) : t('conflicts-apart', words.number(difference.absolute))}`;
  }
  const decimal = (number) => new Intl.NumberFormat(words.lang, { maximumSignificantDigits: 3 }).format(number);

  function half({ statement: s, supports }, sides) {
    const document = model.documents[s.document] ?? {}, address = safeAddress(document.url);
    const facts = [
      ['conflicts-time', s.time ? words.period(s.time) : t('undated')], ['conflicts-scope', visible(s.scope ?? '')],
      ['conflicts-place', s.place && thing(s.place)], ['conflicts-basis', s.basis && words.basisOf(s.basis)],
      ['conflicts-speaker', s.speaker ? thing(s.speaker) : t('conflicts-document-itself')],
      ['conflicts-publisher', [visible(document.publisher ?? ''), clean(document.published)].filter(Boolean).join(' · ')],
    ].filter(([, value]) => value);
    const others = sides.filter(({ statement }) => statement !== s).map(({ statement }) => statement);
    const differs = { 'conflicts-time': 'time', 'conflicts-scope': 'scope', 'conflicts-place': 'place', 'conflicts-basis': 'basis', 'conflicts-speaker': 'speaker' };
    const unlike = (key) => (differs[key] && others.some((other) => other[differs[key]] !== s[differs[key]]) ? { class: 'unlike' } : null);
    return h('section', { class: 'side' },
      h('p', { class: 'amount' }, button(() => select('statement', s.index), bdi(words.lang, words.valueOf(s)))),
      h('dl', null, facts.map(([key, value]) => [h('dt', null, t(key)), h('dd', unlike(key), typeof value === 'string' ? bdi(words.lang, value) : value)])),
      s.quote && h('blockquote', null, bdi(words.lang, clean(s.quote))),
      h('p', { class: 'source-line' }, saySource(s, words), address && [' ', h('a', { class: 'source-link', href: address.href, target: '_blank', rel: 'noopener noreferrer' }, t('open'), h('span', { class: 'vh' }, t('newTab')))]),
      supports.length > 0 && h('details', null, h('summary', null, t('conflicts-supports', supports.length)), h('ul', { class: 'reading-list' }, supports.map((other) => h('li', null,
        button(() => select('statement', other.index), h('span', { class: 'reading-words' }, sayPhrase(other, model, words)), h('span', { class: 'reading-more' }, saySource(other, words))))))));
  }

  return {
    element,
    show(selection) { pairs = conflictPairs(model, selection); draw(); },
    /** Each side as a row of words, for files. */
    sheet() {
      const columns = ['column-number', 'column-subject', 'column-predicate', 'column-value', 'column-time', 'column-speaker', 'column-source', 'delivery-verdict'].map((key) => t(key));
      return { title: t('view-conflicts'), columns, rows: pairs.flatMap(({ sides, verdict }, i) => sides.map(({ statement: s }) => [
        String(i + 1), subjectOf(s, model, words), words.termOf(s.predicate), words.valueOf(s), s.time ? words.period(s.time) : '',
        s.speaker ? words.nameOf(model.nodes.get(s.speaker) ?? { label: s.speaker }) : '', sourceOf(s, words), t(`verdict-${verdict}`) || clean(verdict)])) };
    },
    destroy() {},
  };
}
