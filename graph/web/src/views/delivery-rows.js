// Plans beside what is reported of them, from the comparisons of the graph.
import { isPlan } from '../model.js';

/** Verdicts in the order in which a reader wants them. */
export const VERDICTS = ['not reached', 'reached', 'scope differs', 'related measure', 'not reported'];

/**
 * The targets of a selection: { rows: [{ target, actuals: [{ statement, verdict, gap, share }], verdict }], promises }.
 * Statements are those of the model. A target with several actual values is one row, its verdict the weightiest of
 * theirs. `share` is the actual value as part of the target, null where the two cannot be set against each other. `promises` are the
 * plans of the selection that give no number, and so nothing to measure.
 */
export function deliveryRows(model, selection) {
  const rows = new Map();
  for (const comparison of model.comparisons) {
    if (comparison.kind !== 'delivery') continue;
    for (const index of comparison.target ?? []) {
      if (!selection.statements.has(index)) continue;
      const target = model.statements[index], row = rows.get(index) ?? { target, actuals: [], verdict: comparison.verdict };
      rows.set(index, row);
      if (weight(comparison.verdict) < weight(row.verdict)) row.verdict = comparison.verdict;
      for (const actual of comparison.actual ?? []) row.actuals.push(measured(target, model.statements[actual], comparison));
    }
  }
  const promises = [...selection.statements].map((index) => model.statements[index]).filter((s) => isPromise(s) && !rows.has(s.index));
  const inOrder = [...rows.values()].sort((a, b) => weight(a.verdict) - weight(b.verdict) || a.target.index - b.target.index);
  return { rows: inOrder, promises };
}

const weight = (verdict) => (VERDICTS.includes(verdict) ? VERDICTS.indexOf(verdict) : VERDICTS.length);
export const isPromise = (s) => isPlan(s) && s.basis === 'target';

/** The indexes of all statements that some comparison sets a report beside, or says that none is there. */
export const targetsOf = (model) => new Set(model.comparisons.filter(({ kind }) => kind === 'delivery').flatMap(({ target }) => target ?? []));

function measured(target, statement, { verdict, gap }) {
  const [aim, value] = [Number(target.number), Number(statement.number)];
  const same = ['reached', 'not reached'].includes(verdict) && target.unit === statement.unit && target.unit !== 'rank' && aim > 0 && value >= 0;
  return { statement, verdict, gap, share: same ? value / aim : null };
}
