// Texts come from articles and may be hostile: these make them safe and short. Nothing here builds HTML.

/** The text without control characters, and without direction overrides and zero-width marks, which could make a name read as another. */
export const clean = (text) => String(text ?? '').replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
  .replace(/[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, '').trim();

/** The cleaned text; empty where nothing of it would be seen. */
export const visible = (text) => (/[^\p{C}\p{Z}\p{M}\u115f\u1160\u2800\u3164]/u.test(text) ? clean(text) : '');

export const isHan = (text) => /\p{Script=Han}/u.test(text);

/** The text as names are compared: no accents, no case. */
export function fold(text) {
  const plain = clean(text);
  return (/^[ -~]*$/.test(plain) ? plain : plain.normalize('NFKD').replace(/\p{M}/gu, '')).toLowerCase();
}

const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/;
const widthOf = (char) => (WIDE.test(char) ? 2 : 1); // in Latin letters
const width = (chars) => chars.reduce((sum, char) => sum + widthOf(char), 0);

/** The text cut to a width in Latin letters, with an ellipsis; no word is cut off near its end. */
export function shorten(text, most = 28) {
  let used = 0;
  const chars = Array.from(text), cut = chars.findIndex((char) => (used += widthOf(char)) > most);
  if (cut < 0) return text;
  const kept = chars.slice(0, cut).join(''), space = kept.lastIndexOf(' ');
  return `${(space > kept.length - 14 && space > 4 ? kept.slice(0, space) : kept).replace(/[\s(,:·•–-]+$/, '')}…`;
}

/** One or two lines, parted at the space, or between the Chinese characters, that leaves them most alike. */
export function twoLines(text, most) {
  const chars = Array.from(shorten(text, most));
  if (width(chars) <= 22) return [chars.join('')];
  const fits = (i) => /[\s\-–·•]/.test(chars[i - 1]) || (isHan(chars[i - 1]) && isHan(chars[i]));
  const cuts = chars.map((_, i) => i).filter((i) => i > 0 && fits(i)).map((i) => [chars.slice(0, i), chars.slice(i)]);
  const longest = (pair) => Math.max(...pair.map(width));
  const best = cuts.reduce((a, b) => (a && longest(a) <= longest(b) ? a : b), null);
  return best && longest(best) < 34 ? best.map((part) => part.join('').trim()) : [shorten(text)];
}

/** The address where a reader may be sent to: http, https or mailto; else null. */
export function safeAddress(url) {
  if (!url || !URL.canParse(url)) return null;
  const address = new URL(url);
  return ['http:', 'https:', 'mailto:'].includes(address.protocol) ? address : null;
}
