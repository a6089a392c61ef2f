// Colours: the style sheet owns them, canvases and files read them from here.
import { isHan } from './text.js';

export const dark = matchMedia('(prefers-color-scheme: dark)');
export const calm = matchMedia('(prefers-reduced-motion: reduce)');

const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
/** A colour between two, `share` of the way to the second. */
export const mix = (a, b, share) => `#${rgb(a).map((v, i) => Math.round(v + (rgb(b)[i] - v) * share).toString(16).padStart(2, '0')).join('')}`;
const light = (hex) => rgb(hex).reduce((sum, v, i) => sum + (v / 255) ** 2.2 * [0.2126, 0.7152, 0.0722][i], 0.05);
const contrast = (a, b) => Math.max(light(a), light(b)) / Math.min(light(a), light(b));

const KEYS = ['paper', 'ink', 'muted', 'edge', 'line', 'conflict', 'sans-en', 'sans-zh'];

/** The colours in force: those of the style sheet by name, `fill(type)` and `rim(type)` of a class, `face(text)` a font; `read()` takes them anew. */
export function createTheme(model) {
  let fills = new Map();
  const theme = {
    read() {
      const style = getComputedStyle(document.documentElement);
      for (const key of KEYS) theme[key] = style.getPropertyValue(`--${key}`).trim();
      fills = new Map(model.classes.map(({ name, color }) => {
        const hex = /^#[0-9a-f]{6}$/i.test(color) ? color : '#888888';
        return [name, dark.matches && contrast(hex, theme.paper) < 1.6 ? mix(hex, theme.ink, 0.45) : hex]; // black on the dark page
      }));
    },
    fill: (type) => fills.get(type),
    rim: (type) => mix(fills.get(type), theme.ink, contrast(fills.get(type), theme.paper) < 2 ? 0.6 : 0.4), // holds pale colours such as yellow
    face: (text) => (isHan(text) ? theme['sans-zh'] : theme['sans-en']),
  };
  theme.read();
  return theme;
}
