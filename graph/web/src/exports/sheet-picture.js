// A table as a drawing: words broken into lines, columns as wide as they need.
import { isHan } from '../text.js';
import { el } from '../views/tree.js';

const SIZE = 12, LEADING = 17, PAD = 8, WIDEST = 260, NARROWEST = 46, MOST_LINES = 8;

/** The drawing { tree, width, height } of { columns, rows }; beyond `most` rows it says how many there are: `rest(n)`. */
export function sheetPicture({ columns, rows }, { measure, rest, most = 400 }) {
  const shown = rows.slice(0, most), wide = (text) => measure(text, SIZE) * 1.04;
  const widths = columns.map((head, i) => Math.min(WIDEST, Math.max(NARROWEST, wide(head) * 1.1, ...shown.map((row) => wide(row[i])))));
  const starts = widths.map((_, i) => widths.slice(0, i).reduce((sum, width) => sum + width + 2 * PAD, 0));
  const width = starts.at(-1) + widths.at(-1) + 2 * PAD, tree = [];
  let y = 0;
  const draw = (cells, head) => {
    const lines = cells.map((cell, i) => breakLines(cell, widths[i], wide)), height = Math.max(...lines.map((list) => list.length)) * LEADING + PAD;
    lines.forEach((list, i) => list.forEach((line, n) => tree.push(el('text', { x: starts[i] + PAD, y: y + LEADING * (n + 1), 'font-size': SIZE, 'font-weight': head ? 700 : null, fill: head ? 'var(--muted)' : 'var(--ink)' }, line))));
    y += height;
    tree.push(el('line', { x1: 0, x2: width, y1: y, y2: y, stroke: head ? 'var(--ink)' : 'var(--line)' }));
  };
  draw(columns, true);
  for (const row of shown) draw(row, false);
  if (rows.length > shown.length) tree.push(el('text', { x: PAD, y: (y += LEADING + PAD), 'font-size': SIZE, fill: 'var(--muted)' }, rest(shown.length, rows.length)));
  return { tree, width, height: y + PAD };
}

/** The text in lines that fit a width: broken at spaces and between Chinese characters, long words within them. */
export function breakLines(text, most, wide) {
  const lines = [''];
  for (const piece of text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+|\s+/gu) ?? []) {
    if (wide(lines.at(-1) + piece) <= most || !lines.at(-1).trim()) {
      lines[lines.length - 1] += piece;
    } else lines.push(piece.trim());
    while (wide(lines.at(-1)) > most && lines.at(-1).length > 1 && !isHan(lines.at(-1))) {
      const whole = lines.pop(), cut = longest(whole, most, wide);
      lines.push(whole.slice(0, cut), whole.slice(cut));
    }
    if (lines.length > MOST_LINES) return [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1].slice(0, -1)}…`];
  }
  return lines.map((line) => line.trim());
}

function longest(text, most, wide) { // of characters, not of halves of them
  const chars = Array.from(text);
  let low = 1, high = chars.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (wide(chars.slice(0, middle).join('')) <= most) low = middle; else high = middle - 1;
  }
  return chars.slice(0, low).join('').length;
}
