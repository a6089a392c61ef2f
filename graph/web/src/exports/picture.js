// Drawings as SVG files, and as PNG pictures made from them.
import { el, toXml } from '../views/tree.js';

const PAD = 24, HEAD = 46;
const GENERIC = { 'sans-en': 'sans-serif', 'sans-zh': 'sans-serif' };

/**
 * A drawing { tree, width, height } as the text of an SVG file with a title above it. `resolve(name)` gives the value of
 * a CSS variable, `lang` chooses the font. The file holds no script, no link and no reference to anything outside of it.
 */
export function toSvgFile({ tree, width, height }, { title, resolve, lang }) {
  const whole = { width: Math.ceil(width + 2 * PAD), height: Math.ceil(height + 2 * PAD + HEAD) };
  const value = (name) => resolve(name) || GENERIC[name] || 'none';
  const drawing = el('svg', {
    xmlns: 'http://www.w3.org/2000/svg', ...whole, viewBox: `0 0 ${whole.width} ${whole.height}`,
    'font-family': value(lang === 'zh' ? 'sans-zh' : 'sans-en'),
  },
  el('title', {}, title), el('rect', { width: whole.width, height: whole.height, fill: 'var(--paper)' }),
  el('text', { x: PAD, y: PAD + 18, 'font-size': 18, 'font-weight': 700, fill: 'var(--ink)' }, title),
  el('g', { transform: `translate(${PAD} ${PAD + HEAD})` }, tree));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${toXml(drawing, value)}\n`;
}

const MOST_PIXELS = 32_000_000, LONGEST = 16_000; // what a canvas of every browser can hold

/** How many pixels of a picture stand for one of a drawing: two where they fit. */
export const pictureScale = (width, height) => Math.min(2, LONGEST / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));

/** An SVG file as a PNG picture: a Blob. Fails where the browser cannot draw one of that size. */
export async function toPng(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = pictureScale(image.naturalWidth, image.naturalHeight), canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.floor(image.naturalHeight * scale));
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => { canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large for this browser'))), 'image/png'); });
}
