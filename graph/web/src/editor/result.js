// Answers of queries as plain values: columns and rows of cells, whatever format they came in.

/**
 * What an answer says: `{ kind: 'rows', columns, rows }`, `{ kind: 'boolean', value }`, or
 * `{ kind: 'triples', columns, rows, text }`. A cell is `{ type, value, lang?, datatype? }`, or null.
 */
export function readAnswer(media, text) {
  if (media.includes('json')) {
    const answer = JSON.parse(text);
    if ('boolean' in answer) return { kind: 'boolean', value: answer.boolean };
    const columns = answer.head.vars;
    const rows = answer.results.bindings.map((binding) => columns.map((name) => readCell(binding[name])));
    return { kind: 'rows', columns, rows };
  }
  return { kind: 'triples', columns: ['subject', 'predicate', 'object'], rows: readTriples(text), text };
}

const readCell = (cell) => (cell ? { type: cell.type, value: cell.value, lang: cell['xml:lang'], datatype: cell.datatype } : null);

const TRIPLE = /^(<[^>]*>|_:\S+) (<[^>]*>) (<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?) \.$/;

/** The triples of N-Triples as rows of three cells. */
export function readTriples(text) {
  return text.split('\n').map((line) => line.match(TRIPLE)).filter(Boolean).map((match) => match.slice(1).map(readTerm));
}

function readTerm(term) {
  if (term.startsWith('<')) return { type: 'uri', value: unescape(term.slice(1, -1)) };
  if (term.startsWith('_:')) return { type: 'bnode', value: term };
  const end = term.lastIndexOf('"');
  const rest = term.slice(end + 1);
  return {
    type: 'literal',
    value: unescape(term.slice(1, end)),
    lang: rest.startsWith('@') ? rest.slice(1) : undefined,
    datatype: rest.startsWith('^^') ? rest.slice(3, -1) : undefined,
  };
}

const ESCAPES = { t: '\t', b: '\b', n: '\n', r: '\r', f: '\f', '"': '"', "'": "'", '\\': '\\' };
const unescape = (text) =>
  text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, one) =>
    one ? (ESCAPES[one] ?? one) : String.fromCodePoint(parseInt(four ?? eight, 16)));

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number in a cell; null where it holds none. */
export const numberOf = (cell) =>
  cell?.type === 'literal' && NUMBER.test(cell.value) && /integer|decimal|double|float|int|long|short|$^/.test(cell.datatype ?? 'x') ? Number(cell.value) : null;

/** Longitude and latitude of a cell in Well-Known Text; null where it holds no point. */
export function pointOf(cell) {
  const match = cell?.value?.match(/^(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)$/i);
  return match ? [Number(match[1]), Number(match[2])] : null;
}

/** The columns of which most cells that hold something fulfil a condition, by their numbers. */
export function columnsOf(answer, fits) {
  return answer.columns.map((_, i) => i).filter((i) => {
    const cells = answer.rows.map((row) => row[i]).filter(Boolean);
    return cells.length > 0 && cells.filter((cell) => fits(cell) !== null && fits(cell) !== false).length > cells.length / 2;
  });
}

/** The views that show more of an answer than the table, which always fits. */
export function viewsOf(answer) {
  if (answer.kind === 'boolean') return [];
  const views = ['table'];
  if (answer.kind === 'rows' && answer.rows.length > 1 && columnsOf(answer, numberOf).length) views.push('chart');
  const things = columnsOf(answer, (cell) => cell.type === 'uri');
  if (answer.kind === 'triples' ? answer.rows.some((row) => row[2].type === 'uri') : things.length > 1) views.push('network');
  if (columnsOf(answer, pointOf).length) views.push('map');
  if (answer.kind === 'triples') views.push('raw');
  return views;
}

/** The last part of an IRI, for reading; other cells as they are. */
export function shortOf(cell) {
  if (!cell) return '';
  if (cell.type !== 'uri') return cell.value;
  const name = cell.value.replace(/[/#]+$/, '').split(/[/#]/).at(-1);
  try {
    return decodeURIComponent(name) || cell.value;
  } catch {
    return name || cell.value;
  }
}

/** Line and column, counted from 1, that a refusal of the server names; null where it names none. */
export function positionOf(reason) {
  const match = reason.match(/\bat (\d+):(\d+)|\bline (\d+),? column (\d+)/i);
  return match ? { line: Number(match[1] ?? match[3]), column: Number(match[2] ?? match[4]) } : null;
}
