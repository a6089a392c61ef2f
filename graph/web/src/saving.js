// Saving what is shown as a file, and copying the address that brings it back.
import { button, byId, h } from './dom.js';
import { copyText } from './exports/clipboard.js';
import { EXPORTS } from './exports/index.js';

/** The menu of files in #save-list; `shown()` gives { selection, drawing, view }. */
export function createSaving({ model, words, words: { t } }, shown) {
  const list = byId('save-list'), opener = byId('save');
  const open = (wanted) => { list.hidden = !wanted; opener.setAttribute('aria-expanded', String(wanted)); };
  async function save(kind) {
    open(false);
    opener.focus();
    const made = await kind.write({ model, words, ...shown() });
    const address = URL.createObjectURL(made instanceof Blob ? made : new Blob([made], { type: kind.type }));
    const link = h('a', { href: address, download: `shugu.${kind.extension}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    byId('live').textContent = t('saved', `shugu.${kind.extension}`);
  }
  async function copyLink() {
    open(false);
    opener.focus();
    byId('live').textContent = t((await copyText(location.href)) ? 'copied' : 'copyFailed');
    byId('note').textContent = byId('live').textContent;
  }
  opener.addEventListener('click', () => { open(list.hidden); if (!list.hidden) list.querySelector('button').focus(); });
  byId('save-menu').addEventListener('keydown', (event) => {
    const items = [...list.querySelectorAll('button')], step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape' && !list.hidden) { event.stopPropagation(); open(false); opener.focus(); }
    else if (step && !list.hidden) { event.preventDefault(); items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus(); }
  });
  byId('save-menu').addEventListener('focusout', (event) => { if (!byId('save-menu').contains(event.relatedTarget)) open(false); });
  return {
    speak() {
      list.replaceChildren(...EXPORTS.map((kind) => h('li', null, button(() => save(kind), t(`save-${kind.name}`)))), h('li', null, button(copyLink, t('copyLink'))));
    },
  };
}
