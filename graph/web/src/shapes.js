// The outlines of marks, of radius about 1, for the canvas, the legend and files; with the colours they are the second code of a class.

function polygon(points, inner) { // of radius 1.18; `inner` makes it a star
  const count = inner ? points * 2 : points;
  return `M${Array.from({ length: count }, (_, i) => {
    const r = inner && i % 2 ? inner : 1.18, angle = (i * 2 * Math.PI) / count - Math.PI / 2;
    return `${(r * Math.cos(angle)).toFixed(3)} ${(r * Math.sin(angle)).toFixed(3)}`;
  }).join('L')}Z`;
}

/** Path data by the name of a shape: those of vis-network, and others. */
export const OUTLINES = new Map(Object.entries({
  dot: 'M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z', square: 'M-.88-.88H.88V.88H-.88Z', diamond: polygon(4), pentagon: polygon(5), hexagon: polygon(6),
  triangle: 'M0-1.15L1.12.85H-1.12Z', triangleDown: 'M0 1.15L1.12-.85H-1.12Z', star: polygon(5, 0.58),
  page: 'M-.78-1.05H.34L.78-.6V1.05H-.78Z', shield: 'M-.92-1.05H.92V.1C.92.7.45 1 0 1.25C-.45 1-.92.7-.92.1Z',
  cross: 'M-.4-1.1H.4V-.4H1.1V.4H.4V1.1H-.4V.4H-1.1V-.4H-.4Z',
}));

/** The shape of a class; a dot where it names none that is known. */
export function shapeOf(model, type) {
  const { shape } = model.classByName.get(type);
  return OUTLINES.has(shape) ? shape : 'dot';
}
