// Review in the browser: the row that is to be decided on beside its text; every action is the server's.
import './review/review.css';
import { bdi, byId, h } from './dom.js';
import { partsOf } from './review/parts.js';
import { editRow } from './review/edit.js';

const LANG = document.documentElement.lang;
const WORDS = JSON.parse(byId('main').dataset.words);
const place = byId('review');
const news = byId('news');
const KEPT = 'shugu-review';

/** The words of a key with its gaps filled; of two forms parted by |, the second is the plural. */
function t(key, ...values) {
  const forms = WORDS[key].split('|');
  return (values[0] === 1 ? forms[0] : forms.at(-1)).replace(/\{(\d)\}/g, (_, i) => values[i]);
}

// The token stands behind the # of the address, which no server and no other page is told; it leaves the address bar.
if (location.hash.length > 1) {
  sessionStorage.setItem(KEPT, location.hash.slice(1));
  history.replaceState(null, '', location.pathname + location.search);
}
const token = sessionStorage.getItem(KEPT) ?? '';

let state = null;
let names = null;
let inPairs = false;
let busy = false;
let dialog = null;

async function ask(action, given = {}) {
  const reply = await fetch(`/act/${action}?lang=${LANG}`, { method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` }, body: JSON.stringify(given) });
  if (reply.status === 401) throw new Error(t('noToken'));
  if (!reply.ok) throw new Error((await reply.text()).trim());
  return reply.json();
}

/** Does an action and shows what lies on the table then; `done` is said where it was done. */
async function act(action, given, done) {
  if (busy) return false;
  busy = true;
  try {
    state = await ask(action, given);
  } catch (error) {
    news.textContent = error instanceof TypeError ? t('unreachable') : error.message;
    return false;
  } finally {
    busy = false;
  }
  const refused = state.news.length > 0 || state.faults.length > 0;
  news.textContent = state.news.length ? state.news.join('\n') : refused ? '' : (done ?? '');
  show();
  return !refused;
}

const decide = (action, done) => state?.item && act(action, { shown: state.item.shown }, done);
const decidePair = (action, done) => { names = null; return state?.pair && act(action, { shown: state.pair.shown }, done); }; // a merge changes what things are called

async function edit() {
  if (!state?.item || dialog) return;
  names ??= await ask('names').catch((error) => void (news.textContent = error.message));
  if (!names) return;
  const item = state.item;
  dialog = editRow({ item, names, t, save, close: () => ((dialog = null), byId('edit')?.focus()) });
  async function save(cells) {
    if (await act('edit', { shown: item.shown, cells }, t('edited'))) return null;
    return state.faults.length ? state.faults : [['', '', news.textContent]]; // what was typed stays
  }
}

const ROW_KEYS = [
  ['a', 'accept', () => decide('accept', t('accepted'))],
  ['r', 'reject', () => decide('reject', t('rejected'))],
  ['e', 'edit', edit],
  ['s', 'skipRow', () => decide('skip', t('skipped'))],
];
const ALWAYS = [
  ['u', 'undo', () => act('undo', {}, t('undone'))],
  ['m', 'pairsKey', () => turn(true)],
];
const PAIR_KEYS = [
  ['y', 'same', () => decidePair('same', t('same'))],
  ['n', 'different', () => decidePair('different', t('different'))],
  ['s', 'skipRow', () => decidePair('skip-pair', t('skipped'))],
];
const PAIRS_ALWAYS = [
  ['u', 'undo', () => act('undo-pair', {}, t('undone'))],
  ['m', 'rowsKey', () => turn(false)],
];

const offered = () => (inPairs ? [...(state?.pair ? PAIR_KEYS : []), ...PAIRS_ALWAYS] : [...(state?.item ? ROW_KEYS : []), ...ALWAYS]);

function turn(pairs) {
  inPairs = pairs;
  news.textContent = '';
  show();
}

function show() {
  byId('collection').textContent = state.collection;
  const focused = document.activeElement?.id;
  const decided = state.total - state.left;
  place.replaceChildren(
    h('div', { class: 'progress' }, h('progress', { max: state.total || 1, value: decided, 'aria-label': t('progress', decided, state.total) }), h('p', {}, t('progress', decided, state.total))),
    inPairs ? pairView() : state.item ? rowView(state.item) : endView(),
    h('div', { class: 'actions', role: 'group', 'aria-label': t('help') }, offered().map(([key, word, run]) => h('button', { type: 'button', id: word, click: run, 'aria-keyshortcuts': key, class: word === 'accept' || word === 'same' ? 'primary' : '' }, t(word), ' ', h('kbd', {}, key)))),
    h('p', { class: 'faint' }, t('helpText')),
  );
  if (focused && byId(focused)) byId(focused).focus();
}

function rowView(item) {
  const [first, ...rest] = item.words;
  return h('div', { class: 'pair' },
    h('section', { class: 'text', 'aria-label': item.title },
      h('p', { class: 'where' }, h('bdi', {}, item.title), ` · ¶ ${item.paragraph} · ${item.place}`),
      item.sentence === null ? h('p', { class: 'faint' }, t('noTextHere')) : h('p', { class: 'running' }, partsOf(item).map(([kind, text]) => (kind === 'evidence' ? h('mark', { class: 'evidence' }, text) : h('span', { class: kind }, text)))),
      item.further.length ? h('div', { class: 'further' }, h('p', { class: 'faint' }, t('withSentences')), item.further.map((text) => h('blockquote', {}, h('bdi', {}, text)))) : ''),
    h('section', { class: 'row', 'aria-labelledby': 'says' },
      h('p', { class: 'faint' }, t('decidedNow')),
      h('h2', { id: 'says' }, bdi(LANG, first)),
      h('ul', {}, rest.map((line) => h('li', {}, bdi(LANG, line)))),
      h('p', { class: 'faint' }, [item.confidence === null ? '' : `${t('confidence', item.confidence.toFixed(2))} · `, t('byMethod', [item.method, item.rule].filter(Boolean).join(' ')), ` · ${item.id}`].join('')),
      state.faults.length ? h('div', { class: 'refusal', role: 'alert' }, h('p', {}, t('faultsHead')), h('ul', {}, state.faults.map(([, column, reason]) => h('li', {}, column, ': ', bdi(LANG, reason))))) : ''));
}

function endView() {
  return h('div', { class: 'end' }, h('h2', {}, state.left ? t('someSkipped', state.left) : t('allDecided')), h('p', {}, t('reviewStands')), state.pairs ? h('p', {}, t('pairsOpen', state.pairs)) : '');
}

function pairView() {
  const pair = state.pair;
  if (!pair) return h('div', { class: 'end' }, h('h2', {}, t('pairsDone')));
  const side = ([name, ...lines]) => h('section', { class: 'row' }, h('h2', {}, bdi(LANG, name)), h('ul', {}, lines.map((line) => h('li', {}, bdi(LANG, line)))));
  return h('div', {}, h('p', { class: 'faint' }, `${t('pairsLeft', state.pairs)} · ${t('alike', pair.score, pair.why.join('; '))}`), h('div', { class: 'pair' }, side(pair.one), side(pair.other)), h('p', {}, t('isSame')));
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || dialog || !state) return;
  if (event.target.closest?.('input, select, textarea')) return;
  const found = offered().find(([key]) => key === event.key.toLowerCase());
  if (!found) return;
  event.preventDefault();
  found[2]();
});

act('state');
