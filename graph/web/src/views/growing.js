// Long lists that are drawn as their end comes into sight, so that a view of thousands opens at once.
import { h } from '../dom.js';

/**
 * Puts the elements of `items` into `place`, `step` at a time: `line(item)` makes one. Gives the note that says how many of
 * them are drawn, with a button for the next; it draws them by itself when it comes into sight, and is hidden when all are.
 */
export function growing(place, items, { step, line, words }) {
  let drawn = 0;
  const note = h('p', { class: 'view-more' });
  const watch = new IntersectionObserver((seen) => { if (seen.some((entry) => entry.isIntersecting)) grow(); }, { rootMargin: '300px' });
  function grow(focus = false) {
    const next = items.slice(drawn, drawn + step).map(line);
    place.append(...next);
    drawn += next.length;
    watch.disconnect();
    note.hidden = drawn >= items.length;
    const more = h('button', { type: 'button', class: 'tool', click: () => grow(true) }, words.t('showMore'));
    note.replaceChildren(words.t('firstOf', words.number(drawn), words.number(items.length)), ' ', more);
    if (!note.hidden) watch.observe(note);
    if (focus) next[0]?.querySelector('button')?.focus(); // the keyboard goes on where the list was continued
  }
  grow();
  return note;
}
