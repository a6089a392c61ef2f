// The table: statements or things, sorted and filtered, to be copied into a spreadsheet.
import { bdi, h } from '../dom.js';
import { copyText } from '../exports/clipboard.js';
import { toTsv } from '../exports/cells.js';
import { saySource } from './say.js';
import { arrange, statementColumns, thingColumns } from './table-rows.js';

const FIRST = 100;

export function create({ model, words, select }) {
  const { t } = words;
  const state = { mode: 'statements', filter: '', column: null, direction: 1, limit: FIRST };
  let selection = { nodes: new Set(), statements: new Set() }, folded = new Map();
  const element = h('section', { class: 'view table-view', keydown: onKey });
  const tools = h('div', { class: 'view-tools' }), note = h('p', { class: 'view-note', role: 'status' }), body = h('div', { class: 'table-scroll' });
  element.append(tools, note, body);

  function columns() {
    if (state.mode === 'statements') return statementColumns(model, words);
    const counts = new Map();
    for (const index of selection.statements) counts.set(model.statements[index].subject, (counts.get(model.statements[index].subject) ?? 0) + 1);
    return thingColumns(model, words, counts);
  }
  const items = () => (state.mode === 'statements' ? [...selection.statements].map((index) => model.statements[index]) : [...selection.nodes].map((id) => model.nodes.get(id)));
  const arranged = (list = columns()) => arrange(items(), list, { ...state, collator: words.collator(), folded });
  const cells = (list) => arranged(list).map((item) => list.map(({ text }) => text(item)));

  function toolbar() {
    const mode = (name) => h('button', { type: 'button', class: 'choice', 'aria-pressed': String(state.mode === name), 'data-mode': name, click: () => change({ mode: name, column: null, limit: FIRST }, `[data-mode=${name}]`) }, t(`table-${name}`));
    const filter = h('input', {
      type: 'search', class: 'table-filter', 'aria-label': t('table-filter'), placeholder: t('table-filter'), autocomplete: 'off', spellcheck: 'false', dir: 'auto',
      input: () => { Object.assign(state, { filter: filter.value, limit: FIRST }); draw(); },
    });
    filter.value = state.filter;
    const copy = h('button', { type: 'button', class: 'tool', click: () => copyRows() }, t('table-copy'));
    tools.replaceChildren(h('div', { class: 'segments', role: 'group', 'aria-label': t('table-rows') }, mode('statements'), mode('things')), filter, copy);
  }

  async function copyRows() {
    const list = columns(), rows = cells(list);
    const done = await copyText(toTsv([list.map(({ key }) => t(`column-${key}`)), ...rows]));
    note.textContent = done ? t('table-copied', rows.length) : t('table-not-copied');
  }

  function change(next, focus) {
    if (next.mode) folded = new Map();
    Object.assign(state, next);
    toolbar();
    draw();
    element.querySelector(focus)?.focus();
  }

  function draw() {
    const list = columns(), rows = arranged(list), shown = rows.slice(0, state.limit);
    note.textContent = t(`table-count-${state.mode}`, words.number(rows.length), words.number(items().length));
    const head = ({ key }) => {
      const sorted = state.column === key, next = { column: key, direction: sorted ? -state.direction : 1 };
      return h('th', { scope: 'col', 'aria-sort': sorted ? (state.direction > 0 ? 'ascending' : 'descending') : 'none' },
        h('button', { type: 'button', 'data-sort': key, click: () => change(next, `[data-sort="${key}"]`) }, t(`column-${key}`), h('span', { 'aria-hidden': 'true', class: 'sort-sign' }, sorted ? (state.direction > 0 ? '▲' : '▼') : '↕')));
    };
    const open = (item) => (state.mode === 'statements' ? select('statement', item.index) : select('node', item.id));
    const cell = (column, item, first, row) => {
      const text = column.text(item);
      if (!first) return h('td', { class: `cell-${column.key}`, 'data-head': text ? t(`column-${column.key}`) : null, title: column.key === 'source' ? text : null }, column.key === 'source' ? saySource(item, words, 28) : text && bdi(words.lang, text));
      return h('th', { scope: 'row', class: `cell-${column.key}` }, h('button', { type: 'button', class: 'row-button', tabindex: row === 0 ? 0 : -1, click: () => open(item) }, bdi(words.lang, text)));
    };
    const line = (item, row) => h('tr', state.mode === 'statements' && (item.conflict || item.unreviewed || (item.basis && item.basis !== 'actual')) ? { class: item.conflict ? 'row-conflict' : 'row-open' } : null,
      list.map((column, i) => cell(column, item, i === 0, row)));
    body.replaceChildren(
      h('table', { class: 'data-table' }, h('caption', { class: 'vh' }, t(`table-${state.mode}`)), h('thead', null, h('tr', null, list.map(head))), h('tbody', null, shown.map(line))),
      ...(rows.length > shown.length ? [h('p', { class: 'view-more' }, t('firstOf', words.number(shown.length), words.number(rows.length)), ' ', h('button', { type: 'button', class: 'tool', click: showMore }, t('showMore')))] : []));
  }
  function showMore() {
    const row = state.limit;
    state.limit += FIRST;
    draw();
    focusRow(row);
  }

  const buttons = () => [...body.querySelectorAll('.row-button')];
  function focusRow(row) {
    const all = buttons(), chosen = all[Math.min(Math.max(row, 0), all.length - 1)];
    for (const item of all) item.tabIndex = item === chosen ? 0 : -1;
    chosen?.focus();
  }
  function onKey(event) { // the arrow keys go from row to row, so that the Tab key needs only one step through the table
    const row = buttons().indexOf(event.target);
    if (row < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = { ArrowDown: row + 1, ArrowUp: row - 1, Home: 0, End: Infinity, PageDown: row + 12, PageUp: row - 12 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    focusRow(next);
  }

  return {
    element,
    show(next) {
      selection = next;
      folded = new Map(); // of another language, or with other counts
      element.setAttribute('aria-label', t('view-table'));
      toolbar();
      draw();
    },
    /** What the table holds, filtered and sorted, as rows of words for files. */
    sheet() {
      const list = columns();
      return { title: t(`table-${state.mode}`), columns: list.map(({ key }) => t(`column-${key}`)), rows: cells(list) };
    },
    destroy() {},
  };
}
