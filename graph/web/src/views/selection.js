// Selections compared, so that a view keeps its zoom, its rows and the focus while nothing of what it shows has changed.

function alike(a, b) {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const item of a) if (!b.has(item)) return false;
  return true;
}

/** Whether two selections hold the same things and statements; false where there is no first one. */
export const sameSelection = (before, now) => Boolean(before) && alike(before.statements, now.statements) && alike(before.nodes, now.nodes);
