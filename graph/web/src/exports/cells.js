// Cells for spreadsheets: what a spreadsheet would compute is made text, and nothing else is changed.

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** The cell with an apostrophe before it where a spreadsheet would take it for a formula; also behind spaces. */
export const neutralise = (cell) => (FORMULA.test(cell.replace(/^[ \u00a0\u3000]+/, '')) && !NUMBER.test(cell) ? `'${cell}` : cell);

const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Rows as CSV by RFC 4180 with a byte order mark, without which Excel misreads Chinese. */
export const toCsv = (rows) => `\ufeff${rows.map((row) => `${row.map((cell) => quoted(neutralise(cell))).join(',')}\r\n`).join('')}`;

/** Rows as tab separated text for the clipboard; tabs and line ends within a cell become spaces. */
export const toTsv = (rows) => rows.map((row) => row.map((cell) => neutralise(cell.replace(/[\t\r\n]+/g, ' '))).join('\t')).join('\n');
