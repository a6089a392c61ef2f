// A statement in words, and where it stands.
import { clean } from '../text.js';

/** The name of what a statement is about. */
export const subjectOf = (s, model, words) => (model.nodes.has(s.subject) ? words.nameOf(model.nodes.get(s.subject)) : clean(s.subject) || words.t('unnamed'));

/** Property and value: "is located in Tavua", "workers: 5,000"; only the property where there is no value. */
export function predicateAndValue(s, model, words) {
  const value = words.valueOf(s), thing = model.nodes.has(s.value);
  return value ? `${words.termOf(s.predicate)}${thing ? ' ' : words.t('colon')}${value}` : words.termOf(s.predicate);
}

/** The whole statement without its source. */
export const phraseOf = (s, model, words) => `${subjectOf(s, model, words)} ${predicateAndValue(s, model, words)}`;

/** What a reader must know beside the statement: time, basis, disagreement, speaker. */
export function qualifiersOf(s, model, words) {
  const speaker = s.speaker && (model.nodes.has(s.speaker) ? words.nameOf(model.nodes.get(s.speaker)) : clean(s.speaker));
  return [
    s.time && words.period(s.time),
    s.basis && s.basis !== 'actual' && words.basisOf(s.basis),
    s.unreviewed && words.t('unreviewed'),
    s.conflict && `≠ ${words.t('conflict')}`,
    speaker && `${words.t('said')}${speaker}`,
  ].filter(Boolean);
}

/** The place of a statement in its document, as plain words: its title, and the paragraph where it is known. */
export function sourceOf(s, words) {
  const title = words.titleOf(s.document);
  return s.paragraph == null ? title : `${title}${words.t('comma')}${words.t('paragraphShort', s.paragraph)}`;
}
