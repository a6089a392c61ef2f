// An answer as a table: sorted by any column, filtered by any words, a part at a time.
import { h, button } from '../dom.js';
import { numberOf, shortOf } from './result.js';

const PART = 500;

/** The table with its filter; `link` gives the address that an IRI leads to, or null. */
export function createTable(answer, { t, link }) {
  let sorted = { column: -1, down: false };
  let shown = PART;
  const body = h('tbody');
  const more = h('p', { class: 'place' });
  const count = h('span', { role: 'status' });
  const filter = h('input', { type: 'search', id: 'filter', input: () => ((shown = PART), fill()) });
  const heads = answer.columns.map((name, i) => h('th', { scope: 'col' }, button(() => sort(i), name)));

  function sort(column) {
    sorted = { column, down: sorted.column === column && !sorted.down };
    heads.forEach((head, i) => (i === column ? head.setAttribute('aria-sort', sorted.down ? 'descending' : 'ascending') : head.removeAttribute('aria-sort')));
    fill();
  }

  function fill() {
    const words = filter.value.trim().toLowerCase();
    let rows = answer.rows;
    if (words) rows = rows.filter((row) => row.some((cell) => cell?.value.toLowerCase().includes(words)));
    if (sorted.column >= 0) rows = [...rows].sort((a, b) => compare(a[sorted.column], b[sorted.column]) * (sorted.down ? -1 : 1));
    body.replaceChildren(...rows.slice(0, shown).map((row) => h('tr', {}, row.map((cell) => h('td', {}, cell ? value(cell, link) : '')))));
    count.textContent = rows.length > shown ? t('shownOf', shown, rows.length) : rows.length ? t('rows', rows.length) : t('noRows');
    more.replaceChildren(count, ...(rows.length > shown ? [button(() => ((shown += PART), fill()), '+ ', String(PART))] : []));
  }

  fill();
  const region = h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('table') }, h('table', {}, h('thead', {}, h('tr', {}, heads)), body));
  return h('div', {}, h('p', { class: 'filter' }, h('label', { for: 'filter' }, t('filter')), filter), more, region);
}

function compare(a, b) {
  if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
  const [x, y] = [numberOf(a), numberOf(b)];
  return x !== null && y !== null ? x - y : shortOf(a).localeCompare(shortOf(b));
}

function value(cell, link) {
  const text = h('bdi', cell.lang ? { lang: cell.lang } : {}, shortOf(cell));
  const address = cell.type === 'uri' ? link(cell.value) : null;
  return address ? h('a', { href: address, title: cell.value, rel: 'nofollow noreferrer' }, text) : text;
}
