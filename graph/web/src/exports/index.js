// The files that what is shown can be saved as: [{ name, extension, type, write }].
//
// `write({ model, words, selection, drawing, view })` gives a string or a Blob, or a promise of one.
// `drawing` is what `drawing()` of the network gives, where its things and links stand; null where another view is in front.
// `view` is the view in front where it is not the network: its `picture()` or `sheet()` is what is saved.
import { createMeasure } from '../views/measure.js';
import { toCsv } from './cells.js';
import { toGexf } from './gexf.js';
import { networkPicture } from './network-picture.js';
import { toPng, toSvgFile } from './picture.js';
import { sheetPicture } from './sheet-picture.js';
import { statementsSheet } from './statements-sheet.js';
import { toTurtle } from './turtle.js';

function svgOf({ model, words, drawing, view }) {
  const measure = createMeasure(), sheet = view?.sheet?.();
  const picture = view?.picture?.() ?? (sheet && sheetPicture(sheet, { measure, rest: (n, all) => words.t('firstOf', words.number(n), words.number(all)) }))
    ?? networkPicture(drawing, { model, words, measure });
  const style = getComputedStyle(document.documentElement), title = [words.local(model, 'title'), sheet?.title].filter(Boolean).join(' · ');
  return toSvgFile(picture, { title, lang: words.lang, resolve: (name) => style.getPropertyValue(`--${name}`).trim() });
}

function csvOf({ model, selection, view }) {
  const { columns, rows } = view?.sheet?.() ?? statementsSheet(model, selection);
  return toCsv([columns, ...rows]);
}

function gexfOf({ model, selection, drawing }) {
  const places = drawing?.nodes.map(({ id, x, y, fill }) => [id, { x, y, color: fill }])
    ?? [...model.nodes.values()].map(({ id, x, y, type }) => [id, { x, y, color: model.classByName.get(type).color }]);
  return toGexf(model, selection, new Map(places));
}

export const EXPORTS = [
  { name: 'png', extension: 'png', type: 'image/png', write: (shown) => toPng(svgOf(shown)) },
  { name: 'svg', extension: 'svg', type: 'image/svg+xml', write: svgOf },
  { name: 'gexf', extension: 'gexf', type: 'application/gexf+xml', write: gexfOf },
  { name: 'csv', extension: 'csv', type: 'text/csv', write: csvOf },
  { name: 'turtle', extension: 'ttl', type: 'text/turtle', write: ({ model, selection }) => toTurtle(model, selection) },
];
