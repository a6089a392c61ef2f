// The course of a link: a straight line, or a quadratic curve where several links join the same two things.

/** The point that bends a link between two points, or null for a straight one. */
export function viaOf(link, a, b) {
  if (!link.bend) return null;
  const side = (link.bend.type === 'curvedCW' ? 1 : -1) * link.bend.roundness;
  return { x: (a.x + b.x) / 2 - (b.y - a.y) * side, y: (a.y + b.y) / 2 + (b.x - a.x) * side };
}

export function pointOn(a, via, b, t) {
  if (!via) return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
  const s = 1 - t;
  return { x: s * s * a.x + 2 * s * t * via.x + t * t * b.x, y: s * s * a.y + 2 * s * t * via.y + t * t * b.y };
}

function distanceToLine(a, b, p) {
  const dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length)) : 0;
  return Math.hypot(a.x + t * dx - p.x, a.y + t * dy - p.y);
}

/** How far a point is from a link. */
export function distanceTo(a, via, b, p) {
  if (!via) return distanceToLine(a, b, p);
  let least = Infinity;
  for (let i = 0; i < 8; i++) least = Math.min(least, distanceToLine(pointOn(a, via, b, i / 8), pointOn(a, via, b, (i + 1) / 8), p));
  return least;
}
