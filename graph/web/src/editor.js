// The page to ask queries on. Without this script its form works by itself; with it, a query can be stopped.
import './editor/editor.css';
import { h, button, byId } from './dom.js';
import { createField } from './editor/field.js';
import { drawChart, drawMap, drawNetwork } from './editor/drawings.js';
import { createTable } from './editor/table.js';
import { positionOf, readAnswer, viewsOf } from './editor/result.js';

const main = byId('main');
const WORDS = JSON.parse(main.dataset.words);
const BASE = main.dataset.base;
const ACCEPT = 'application/sparql-results+json, application/n-triples;q=0.9';
const DRAW = { chart: drawChart, network: drawNetwork, map: drawMap };
const address = new URLSearchParams(location.search);
let view = address.get('view') ?? 'table';
let running = null;

/** The words of a key with its gaps filled; of two forms parted by |, the second is the plural. */
function t(key, ...values) {
  const forms = WORDS[key].split('|');
  return (values[0] === 1 ? forms[0] : forms.at(-1)).replace(/\{(\d)\}/g, (_, i) => (typeof values[i] === 'number' ? values[i].toLocaleString() : values[i]));
}

/** Where an IRI leads: a page here, an address of the web; null for all others. */
function link(iri) {
  if (iri.startsWith(BASE)) return `/${iri.slice(BASE.length).split('/').map(encodeURIComponent).join('/')}`;
  return /^(?:https?|mailto):/i.test(iri) ? iri : null;
}

let known = null;
const terms = () => (known ??= fetch('/terms.json').then((reply) => (reply.ok ? reply.json() : { prefixes: JSON.parse(main.dataset.prefixes), terms: [] })));
const find = (words) => fetch(`/complete.json?q=${encodeURIComponent(words)}`).then((reply) => (reply.ok ? reply.json() : []));

const [form, state, result, section] = ['ask', 'state', 'result', 'answer'].map(byId);
const [runButton, stopButton, linkButton, question] = ['run', 'stop', 'link', 'question'].map(byId);
const field = createField(byId('query'), { label: t('editorLabel'), run: () => run(), terms, find });
linkButton.hidden = false;
byId('keys').hidden = false;
document.querySelector('label[for=query]').addEventListener('click', () => field.focus());

async function run() {
  running?.abort();
  const control = (running = new AbortController());
  await field.fillPrefixes().catch(() => {});
  const began = performance.now();
  const clock = setInterval(() => (state.textContent = t('running', seconds(began))), 100);
  state.setAttribute('aria-live', 'off'); // a clock is not read aloud; how it ended is
  stopButton.hidden = false;
  section.hidden = true;
  const settle = (words) => {
    clearInterval(clock);
    if (running !== control) return false; // another query has begun since
    running = null;
    stopButton.hidden = true;
    state.setAttribute('aria-live', 'polite');
    state.textContent = words;
    return true;
  };
  let reply;
  let text;
  try {
    reply = await fetch('/sparql', { method: 'POST', headers: { Accept: ACCEPT, 'Content-Type': 'application/sparql-query' }, body: field.value, signal: control.signal });
    text = await reply.text();
  } catch (error) {
    const stopped = error.name === 'AbortError';
    if (settle(t(stopped ? 'stopped' : 'took', seconds(began))) && !stopped) refuse(t('broken'));
    return;
  }
  if (!settle(t('took', seconds(began)))) return;
  if (reply.ok) show(readAnswer(reply.headers.get('Content-Type') ?? '', text));
  else refuse(text.trim());
}

const seconds = (began) => ((performance.now() - began) / 1000).toFixed(1);

function refuse(reason) {
  const at = positionOf(reason);
  if (at) field.markFault(at);
  section.hidden = false;
  result.replaceChildren(h('div', { class: 'refusal', role: 'alert' }, h('p', {}, h('b', {}, t('failed')), at ? ` · ${t('line', at.line, at.column)}` : ''), h('p', { lang: 'en' }, reason)));
}

function show(answer) {
  section.hidden = false;
  if (answer.kind === 'boolean') {
    result.replaceChildren(h('p', { class: 'figure' }, t(answer.value ? 'yes' : 'no')));
    return;
  }
  const views = viewsOf(answer);
  const area = h('div', { class: 'view' });
  const choices = views.map((name) => button(() => choose(name), t(name)));
  function choose(name) {
    view = name;
    choices.forEach((choice, i) => choice.setAttribute('aria-pressed', String(views[i] === name)));
    const make = DRAW[name];
    const part = { tabindex: '0', role: 'region', 'aria-label': t(name) }; // a drawing is wider than a phone, and is moved by keys as well
    for (const [key, value] of Object.entries(part)) if (make) area.setAttribute(key, value); else area.removeAttribute(key);
    area.replaceChildren(make ? make(answer, { t, link }) : name === 'raw' ? h('pre', { tabindex: '0' }, answer.text.slice(0, 500000)) : createTable(answer, { t, link }));
  }
  const saves = answer.kind === 'triples' ? [['graph.ttl', 'text/turtle', 'Turtle']] : [['rows.csv', 'text/csv', 'CSV'], ['rows.json', 'application/sparql-results+json', 'JSON']];
  result.replaceChildren(
    h('div', { class: 'views' }, h('div', { role: 'group', 'aria-label': t('answer') }, choices), h('div', {}, saves.map(([name, media, label]) => button(() => save(name, media), `${t('download')} ${label}`)))),
    area,
  );
  choose(views.includes(view) ? view : 'table');
}

/** Asks for the answer once more in another format and gives it to the reader as a file. */
async function save(name, media) {
  const reply = await fetch('/sparql', { method: 'POST', headers: { Accept: media, 'Content-Type': 'application/sparql-query' }, body: field.value });
  if (!reply.ok) {
    refuse((await reply.text()).trim());
    return;
  }
  const file = h('a', { href: URL.createObjectURL(await reply.blob()), download: name });
  file.click();
  setTimeout(() => URL.revokeObjectURL(file.href), 60000);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  run();
});
stopButton.addEventListener('click', () => running?.abort());
linkButton.addEventListener('click', async () => {
  const fields = new URLSearchParams({ query: field.value, ...(view === 'table' ? {} : { view }) });
  history.replaceState(null, '', `/editor?${fields}`);
  await navigator.clipboard?.writeText(location.href).catch(() => {});
  state.textContent = t('copied');
});
if (question) {
  question.hidden = false;
  question.addEventListener('change', async () => {
    if (!question.value) return;
    const reply = await fetch(`/question/${encodeURIComponent(question.value)}`);
    if (!reply.ok) return;
    field.value = await reply.text();
    run();
  });
}
if (address.get('query') && !address.get('run')) run();
