// The files that what is shown can be saved as: [{ name, extension, type, write }].
//
// `write({ model, words, selection, drawing, view, theme })` gives a string or a Blob, or a promise of one.
// `drawing` is { nodes: [{ id, x, y }], links: [{ id, from, to, label, plan, conflict }] }: where the things of the network stand.
// `view` is the view in front where it is not the network: its `picture()` or `sheet()` is what is saved.
import { createMeasure } from '../views/measure.js';
import { toCsv } from './cells.js';
import { toGexf } from './gexf.js';
import { networkPicture } from './network-picture.js';
import { toPng, toSvgFile } from './picture.js';
import { sheetPicture } from './sheet-picture.js';
import { statementsSheet } from './statements-sheet.js';
import { toTurtle } from './turtle.js';

function svgOf({ model, words, drawing, view, theme }) {
  const measure = createMeasure(), sheet = view?.sheet?.();
  const picture = view?.picture?.() ?? (sheet && sheetPicture(sheet, { measure, rest: (n, all) => words.t('firstOf', words.number(n), words.number(all)) }))
    ?? networkPicture(drawing, { model, words, colors: theme, measure });
  const style = getComputedStyle(document.documentElement), title = [words.local(model, 'title'), sheet?.title].filter(Boolean).join(' · ');
  return toSvgFile(picture, { title, lang: words.lang, resolve: (name) => style.getPropertyValue(`--${name}`).trim() });
}

function csvOf({ model, selection, view }) {
  const { columns, rows } = view?.sheet?.() ?? statementsSheet(model, selection);
  return toCsv([columns, ...rows]);
}

function gexfOf({ model, selection, drawing, theme }) {
  const places = new Map(drawing.nodes.map((node) => [node.id, { ...node, color: theme.fill(model.nodes.get(node.id).type) }]));
  return toGexf(model, selection, places);
}

export const EXPORTS = [
  { name: 'png', extension: 'png', type: 'image/png', write: (shown) => toPng(svgOf(shown)) },
  { name: 'svg', extension: 'svg', type: 'image/svg+xml', write: svgOf },
  { name: 'gexf', extension: 'gexf', type: 'application/gexf+xml', write: gexfOf },
  { name: 'csv', extension: 'csv', type: 'text/csv', write: csvOf },
  { name: 'turtle', extension: 'ttl', type: 'text/turtle', write: ({ model, selection }) => toTurtle(model, selection) },
];
