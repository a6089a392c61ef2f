// Selections compared, so that a view keeps its zoom, its rows and the focus while nothing of what it shows has changed.

const alike = (a, b) => a.size === b.size && [...a].every((item) => b.has(item));

/** Whether two selections hold the same things and statements; false where there is no first one. */
export const sameSelection = (before, now) => Boolean(before) && alike(before.statements, now.statements) && alike(before.nodes, now.nodes);
