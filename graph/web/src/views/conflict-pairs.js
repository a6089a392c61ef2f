// Where statements disagree, and how much.

const ORDER = ['conflict', 'rounding', 'agree'];

/**
 * The disagreements of a selection: [{ verdict, sides: [{ statement, supports }], difference }], conflicts first.
 * Sides are statements of the model; `supports` are those that say the same. `difference` is { ratio, absolute } where both sides have
 * a number of one unit, else null. A pair is there as soon as one side of it is in the selection. Statements that only
 * their `opposes` sets against each other are a pair as well.
 */
export function conflictPairs(model, selection) {
  const pairs = new Map();
  const enter = (indexes, verdict) => {
    const sides = [...new Set(indexes)].sort((a, b) => a - b);
    if (sides.length < 2 || !sides.some((index) => selection.statements.has(index))) return;
    const key = sides.join(' ');
    if (!pairs.has(key)) pairs.set(key, pairOf(model, sides, verdict));
  };
  for (const { kind, statements, verdict } of model.comparisons) if (kind === 'conflict') enter(statements, verdict);
  for (const s of model.statements) for (const other of s.opposes) enter([s.index, other], 'conflict');
  const weight = ({ verdict }) => (ORDER.includes(verdict) ? ORDER.indexOf(verdict) : ORDER.length);
  return [...pairs.values()].sort((a, b) => weight(a) - weight(b) || a.sides[0].statement.index - b.sides[0].statement.index);
}

/** The indexes of all statements that are a side of some pair. */
export const inPairs = (model) => new Set(conflictPairs(model, { statements: new Set(model.statements.keys()) }).flatMap(({ sides }) => sides.map(({ statement }) => statement.index)));

function pairOf(model, sides, verdict) {
  const statements = sides.map((index) => model.statements[index]);
  return { verdict, difference: differenceOf(statements), sides: statements.map((statement) => ({ statement, supports: statement.supports.map((index) => model.statements[index]).filter(Boolean) })) };
}

/** How far numbers of one unit lie apart: { absolute, ratio }, the ratio null where one of them is not above 0. */
export function differenceOf(statements) {
  const numbers = statements.map((s) => (s.number == null || s.number === '' ? NaN : Number(s.number)));
  if (numbers.some((number) => !Number.isFinite(number)) || new Set(statements.map((s) => s.unit)).size > 1) return null;
  const low = Math.min(...numbers), high = Math.max(...numbers);
  return { absolute: high - low, ratio: low > 0 ? high / low : null };
}
