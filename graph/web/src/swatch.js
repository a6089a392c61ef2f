// The mark of a class beside words.
import { svg } from './dom.js';
import { OUTLINES, shapeOf } from './shapes.js';

export const swatch = (model, theme, type) => svg('svg', { class: 'swatch', viewBox: '-1.4 -1.4 2.8 2.8', 'aria-hidden': 'true' },
  svg('path', { d: OUTLINES.get(shapeOf(model, type)), fill: theme.fill(type), stroke: theme.rim(type), 'stroke-width': 0.16 }));
