// Statements as parts of the page. Each name stands apart, so that its language and direction touch nothing beside it.
import { bdi } from '../dom.js';
import { clean, shorten } from '../text.js';
import { subjectOf } from './phrase.js';

/** The place of a statement in its document: the title, cut to a width in letters, and the paragraph where it is known. */
export function saySource(s, words, most = Infinity) {
  const title = bdi(words.lang, shorten(words.titleOf(s.document), most));
  return s.paragraph == null ? [title] : [title, words.t('comma'), words.t('paragraphShort', s.paragraph)];
}

/** The whole statement without its source. */
export function sayPhrase(s, model, words) {
  const value = words.valueOf(s), parts = [bdi(words.lang, subjectOf(s, model, words)), ' ', bdi(words.lang, words.termOf(s.predicate))];
  return value ? [...parts, model.nodes.has(s.value) ? ' ' : words.t('colon'), bdi(words.lang, value)] : parts;
}

/** The scope of a statement; null where it has none. */
export const sayScope = (s, words) => (clean(s.scope) ? bdi(words.lang, clean(s.scope)) : null);
