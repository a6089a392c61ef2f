// Statements in words, with what qualifies them and where they stand.
import { bdi, button, h } from '../dom.js';
import { isPlan, statementsOf } from '../model.js';
import { clean, safeAddress, shorten, visible } from '../text.js';

/** Builders of what a panel says; `owner` is the id of the thing that a panel is about, or null. */
export function createStatements(page) {
  const { model, words, words: { t }, go } = page;
  const text = (value) => bdi(words.lang, value);
  const thing = (id, owner) => { // a way to go on reading, except on the thing's own page
    const node = model.nodes.get(id);
    if (!node) return text(clean(id));
    const name = text(shorten(words.nameOf(node), 160));
    return id === owner ? name : h('button', { class: 'link', type: 'button', click: () => go.node(id) }, name);
  };

  function fact(s, owner, before) { // what is said of the owner stands out: the value, or the subject where the owner is the value
    const about = s.value === owner && s.subject !== owner, said = text(words.termOf(s.predicate)), value = s.value || words.period(s.time ?? '');
    return h('div', { class: s.conflict ? 'fact conflict' : 'fact' },
      !about && h('p', { class: 'says' }, s.subject !== owner && [thing(s.subject, owner), ' '], said),
      h('p', { class: 'value' }, thing(about ? s.subject : value, owner)),
      about && h('p', { class: 'says' }, said, ' ', thing(s.value, owner)),
      h('p', { class: 'chips' },
        s.time && s.value && (s.time !== before?.time || isPlan(s)) && h('span', null, text(words.period(s.time))),
        isPlan(s) && h('span', { class: 'planned' }, t('notActual', words.basisOf(s.basis))),
        s.unreviewed && h('span', { class: 'planned' }, t('unreviewed')),
        s.conflict && h('button', { type: 'button', class: 'disagree', click: () => go.statement(s.index) }, `≠ ${t('conflict')}`),
        !s.conflict && s.supports.length > 0 && h('button', { type: 'button', class: 'agree', click: () => go.statement(s.index) }, t('agrees', s.supports.length))),
      s.speaker && h('p', { class: 'detail' }, t('said'), h('b', null, thing(s.speaker, owner))),
      s.place && h('p', { class: 'detail' }, t('place'), thing(s.place, owner)),
      s.scope && h('p', { class: 'detail' }, t('scope'), text(clean(s.scope))));
  }
  function sourceLink(url) {
    const address = safeAddress(url);
    return address && h('a', { href: address.href, target: '_blank', rel: 'noopener noreferrer' },
      address.hostname ? t('read', address.hostname) : t('open'), h('span', { class: 'vh' }, t('newTab')));
  }
  const where = (s) => (s.paragraph == null ? null : h('p', { class: 'detail where' }, t('paragraph', s.paragraph), s.sentence != null && t('sentence', s.sentence)));

  /** The sentence of a statement: within its paragraph and highlighted where the page carries that, else by itself. */
  function quotation(s, whole) {
    const quote = s.quote && clean(s.quote), context = whole && s.context && clean(s.context), at = quote && context ? context.indexOf(quote) : -1;
    if (!quote) return null;
    if (at < 0 || context === quote) return h('blockquote', null, text(quote));
    return h('blockquote', { class: 'paragraph' }, text(context.slice(0, at)), h('mark', null, text(quote)), text(context.slice(at + quote.length)));
  }
  function sentence(list, owner, whole) { // all that one sentence says, and then the sentence, once
    return h('li', { class: 'sentence' }, list.map((s, i) => fact(s, owner, list[i - 1])), quotation(list[0], whole), where(list[0]));
  }
  function documentHead(id) {
    const d = model.documents[id] || {}, link = sourceLink(d.url), meta = [visible(d.publisher ?? ''), clean(d.published) || t('undated')];
    return [h('h3', { dir: 'auto' }, text(words.titleOf(id))), h('p', { class: 'source' }, text(meta.filter(Boolean).join(' · ')), link && [' · ', link])];
  }
  /** Statements by document, in each by sentence. */
  function bySource(list, owner, whole = false) {
    return [...grouped(list, (s) => s.document)].map(([id, ofDocument]) => h('section', { class: 'doc' }, documentHead(id),
      h('ul', null, [...grouped(ofDocument, (s) => JSON.stringify([s.paragraph, s.sentence, s.quote])).values()].map((group) => sentence(group, owner, whole)))));
  }
  /** Statements by year, those without a time last; each with its source. */
  function byDate(list, owner) {
    const day = (s) => s.earliest ?? s.latest ?? '9999', ordered = [...list].sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : a.index - b.index));
    return [...grouped(ordered, (s) => (s.earliest ?? s.latest ?? '').slice(0, 4))].map(([year, group]) => h('section', { class: 'doc' }, h('h3', null, year || t('undated')),
      h('ul', null, group.map((s) => {
        const link = sourceLink(model.documents[s.document]?.url);
        return h('li', { class: 'sentence' }, fact(s, owner), quotation(s, false), where(s), h('p', { class: 'source' }, text(words.titleOf(s.document)), link && [' · ', link]));
      }))));
  }
  /** How many statements of an item there are, in how many documents; where not all are loaded, how many are. */
  const counted = (list, item) => (item?.said > list.length ? t('loadedOf', list.length, words.number(item.said))
    : list.length ? t('counts', list.length) + t('documents', new Set(list.map((s) => s.document)).size) : t('noFacts'));
  /** The way to the statements of an item that are not loaded yet. */
  function further(item) {
    const more = page.source.more(item);
    return more > 0 && h('p', { class: 'note' }, counted(statementsOf(model, item), item), ' ',
      h('button', { class: 'action', type: 'button', id: 'load-more', click: () => page.act.more(item) }, t('loadMore', more)));
  }
  return { text, thing, fact, bySource, byDate, counted, further, sourceLink, button };
}

export function grouped(list, key) {
  const groups = new Map();
  for (const item of list) {
    const k = key(item);
    if (groups.has(k)) groups.get(k).push(item); else groups.set(k, [item]);
  }
  return groups;
}
