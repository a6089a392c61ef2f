// Plan against delivery: each target with its deadline and who owes it, beside what is reported as actual.
import { bdi, button, h } from '../dom.js';
import { clean } from '../text.js';
import { deliveryRows, VERDICTS } from './delivery-rows.js';
import { growing } from './growing.js';
import { predicateAndValue, sourceOf, subjectOf } from './phrase.js';
import { sayPhrase, saySource, sayScope } from './say.js';

const FIRST = 100;

export function create({ model, words, select }) {
  const { t } = words, off = new Set();
  let rows = [], promises = [];
  const filter = h('div', { class: 'view-tools', role: 'group' });
  const body = h('div', { class: 'delivery-body' }), note = h('p', { class: 'view-note' });
  const element = h('section', { class: 'view delivery' }, filter, note, body);
  const shown = () => rows.filter((row) => !off.has(row.verdict));
  const verdictOf = (verdict) => t(`verdict-${verdict}`) || clean(verdict);

  function draw() {
    element.setAttribute('aria-label', t('view-delivery'));
    filter.setAttribute('aria-label', t('delivery-filter'));
    const focused = filter.contains(document.activeElement) && document.activeElement.dataset.verdict;
    filter.replaceChildren(...known().map((verdict) => {
      const choice = h('button', { type: 'button', class: 'choice', 'data-verdict': verdict, 'aria-pressed': String(!off.has(verdict)), click: () => toggle(verdict) },
        sign(verdict), verdictOf(verdict), h('b', null, words.number(rows.filter((row) => row.verdict === verdict).length)));
      return choice;
    }));
    if (focused) [...filter.children].find((choice) => choice.dataset.verdict === focused)?.focus();
    note.textContent = rows.length ? t('delivery-count', words.number(shown().length), words.number(rows.length)) : t('delivery-none');
    body.replaceChildren(...[rows.length > 0 && table(), promises.length > 0 && promised()].flat().filter(Boolean));
  }
  const known = () => [...new Set([...VERDICTS, ...rows.map((row) => row.verdict)])].filter((verdict) => rows.some((row) => row.verdict === verdict));
  function toggle(verdict) {
    if (!off.delete(verdict)) off.add(verdict);
    draw();
  }

  const sign = (verdict) => h('span', { class: 'verdict-sign', 'data-verdict': verdict, 'aria-hidden': 'true' }, SIGNS[verdict] ?? '?');
  const source = (s) => h('span', { class: 'source-line', title: words.titleOf(s.document) }, button(() => select('statement', s.index), published(s), saySource(s, words, 44)));
  const published = (s) => { const day = clean(model.documents[s.document]?.published); return day && `${day} · `; };
  const thing = (id) => (model.nodes.has(id) ? button(() => select('node', id), bdi(words.lang, words.nameOf(model.nodes.get(id)))) : bdi(words.lang, clean(id)));
  const value = (s) => h('span', { class: 'amount' }, bdi(words.lang, words.valueOf(s)));
  const time = (s) => (s.time ? words.period(s.time) : t('undated'));

  function table() {
    const heads = ['delivery-who', 'delivery-measure', 'delivery-target', 'delivery-deadline', 'delivery-actual', 'delivery-verdict'];
    const lines = h('tbody', null);
    const all = h('table', { class: 'delivery-table' }, h('caption', { class: 'vh' }, t('view-delivery')),
      h('thead', null, h('tr', null, heads.map((key) => h('th', { scope: 'col' }, t(key))))), lines);
    return [all, growing(lines, shown(), { step: FIRST, line, words })];
  }
  function line({ target, actuals, verdict }) {
    const cell = (key, ...content) => h('td', { 'data-head': t(key) }, content);
    return h('tr', { 'data-verdict': verdict },
      h('th', { scope: 'row', 'data-head': t('delivery-who') }, thing(target.subject), target.speaker && h('span', { class: 'source-line' }, t('said'), thing(target.speaker))),
      cell('delivery-measure', bdi(words.lang, words.termOf(target.predicate)), sayScope(target, words) && h('span', { class: 'source-line' }, sayScope(target, words))),
      cell('delivery-target', value(target), source(target)), cell('delivery-deadline', target.time ? words.period(target.time) : t('delivery-no-deadline')),
      cell('delivery-actual', actuals.length ? h('ul', null, actuals.map((actual) => reported(target, actual))) : h('span', { class: 'quiet' }, t('delivery-nothing'))),
      cell('delivery-verdict', h('span', { class: 'verdict', 'data-verdict': verdict }, sign(verdict), verdictOf(verdict))));
  }
  function reported(target, { statement, verdict, gap, share }) {
    const other = verdict === 'related measure' && h('span', { class: 'quiet' }, bdi(words.lang, words.termOf(statement.predicate)), ' ');
    const scope = sayScope(statement, words) && h('span', { class: 'source-line' }, sayScope(statement, words));
    return h('li', null, other, value(statement), h('span', { class: 'quiet' }, ` ${time(statement)}`),
      gap && Number(gap) !== 0 && h('span', { class: 'quiet' }, ` (${t('delivery-gap', words.number(Number(gap)))})`),
      share !== null && bar(share), scope, source(statement));
  }
  function bar(share) { // the whole length is the target, or the actual value where that is more
    const most = Math.max(share, 1), rail = h('span', { class: 'bar-rail' }), done = h('span', { class: 'bar-done' }), aim = h('span', { class: 'bar-aim' });
    done.style.width = `${(share / most) * 100}%`;
    aim.style.insetInlineStart = `${(1 / most) * 100}%`;
    rail.append(done, aim);
    return h('span', { class: 'share', role: 'img', 'aria-label': t('delivery-share', percent(share)) }, rail, h('span', { 'aria-hidden': 'true' }, percent(share)));
  }
  const percent = (share) => new Intl.NumberFormat(words.lang, { style: 'percent', maximumFractionDigits: 0 }).format(share);

  function promised() { // plans without a number: there is nothing to measure, but somebody gave their word
    const list = h('ul', { class: 'reading-list' });
    const promise = (s) => h('li', null, button(() => select('statement', s.index), h('span', { class: 'reading-words' }, sayPhrase(s, model, words)),
      h('span', { class: 'reading-more' }, s.time && [words.period(s.time), ' · '], saySource(s, words))));
    return h('details', { class: 'promises' }, h('summary', null, t('delivery-promises', promises.length)), list, growing(list, promises, { step: FIRST, line: promise, words }));
  }

  return {
    element,
    show(selection) { ({ rows, promises } = deliveryRows(model, selection)); draw(); },
    /** The table as rows of words, for files. */
    sheet() {
      const heads = ['delivery-who', 'delivery-measure', 'delivery-target', 'delivery-deadline', 'delivery-actual', 'delivery-verdict', 'column-source'].map((key) => t(key));
      return { title: t('view-delivery'), columns: heads, rows: shown().map(({ target, actuals, verdict }) => [
        subjectOf(target, model, words), words.termOf(target.predicate), words.valueOf(target), target.time ? words.period(target.time) : '',
        actuals.map(({ statement }) => `${predicateAndValue(statement, model, words)}${statement.time ? ` (${words.period(statement.time)})` : ''}`).join('; '),
        verdictOf(verdict), [target, ...actuals.map(({ statement }) => statement)].map((s) => sourceOf(s, words)).join('; ')]) };
    },
    destroy() {},
  };
}

const SIGNS = { reached: '✓', 'not reached': '✗', 'scope differs': '≠', 'related measure': '~', 'not reported': '–' };
