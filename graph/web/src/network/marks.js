// How a thing and a link look on a canvas, whichever engine draws them.
import { OUTLINES, shapeOf } from '../shapes.js';
import { mix } from '../theme.js';

const paths = typeof Path2D === 'undefined' ? null : new Map([...OUTLINES].map(([shape, d]) => [shape, new Path2D(d)]));

/** What is one pixel at the fitted view: marks grow with the square root of the zoom only, so that zooming in pulls crowds apart. */
export const unit = (net) => 1 / Math.sqrt(net.fitScale * net.engine.scale());
export const radius = (net, node) => (4.5 + 11 * node.weight) * net.density * unit(net);

export const touches = (net, link) => net.selected && (link.from === net.selected.id || link.to === net.selected.id);

/** Colour, width in world units, dashes and arrow of a link as it stands now. */
export function linkStyle(net, link) {
  const { theme } = net, u = unit(net), chosen = link === net.selected || link === net.hovered || net.route.has(link), near = chosen || touches(net, link);
  let color = link.conflict ? theme.conflict : chosen ? theme.ink : near ? mix(theme.edge, theme.ink, 0.4) : theme.edge;
  if (net.focus && !near) color = mix(color, theme.paper, 0.82);
  return { color, width: (chosen ? 2.2 : near ? 1.3 : 1) * u, dashes: link.plan && [5 * u, 4 * u], arrow: 8 * u };
}

/** Draws the mark of a thing at its place, in world units. */
export function drawMark(net, ctx, node, { faded = Boolean(net.focus && !net.focus.has(node.id)), x = node.x, y = node.y, r = radius(net, node), u = unit(net) } = {}) {
  const { theme } = net, path = paths.get(shapeOf(net.model, node.type)), chosen = node === net.selected, hovered = node === net.hovered;
  const outline = (color, width) => { ctx.strokeStyle = color; ctx.lineWidth = width / r; ctx.stroke(path); };
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(r, r);
  ctx.lineJoin = 'round';
  if (chosen) outline(theme.ink, 9 * u);
  outline(theme.paper, chosen ? 5 * u : 3.5 * u + 0.2 * r); // keeps touching marks apart
  ctx.fillStyle = mix(theme.fill(node.type), theme.paper, faded ? 0.84 : 0);
  ctx.fill(path);
  outline(hovered ? theme.ink : mix(theme.rim(node.type), theme.paper, faded ? 0.78 : 0), (hovered ? 2 : 1) * u);
  ctx.scale(1 / r, 1 / r);
  if (node.conflict && !faded) drawSign(net, ctx, 0.85 * r, u);
  if (net.pinned.has(node.id) && !faded) drawPin(net, ctx, -0.85 * r, u);
  ctx.restore();
}

function drawSign(net, ctx, away, u) { // of a disagreement, on the shoulder of a mark
  const { theme } = net;
  ctx.beginPath();
  ctx.arc(away, -away, 7 * u, 0, 2 * Math.PI);
  Object.assign(ctx, { fillStyle: theme.paper, strokeStyle: theme.conflict, lineWidth: 1.4 * u });
  ctx.fill();
  ctx.stroke();
  Object.assign(ctx, { fillStyle: theme.conflict, font: `700 ${11 * u}px ${theme['sans-en']}`, textAlign: 'center', textBaseline: 'middle' });
  ctx.fillText('≠', away, -away + 0.5 * u);
}

function drawPin(net, ctx, away, u) { // a drawing pin, on the other shoulder
  ctx.beginPath();
  ctx.arc(away, away, 3.6 * u, 0, 2 * Math.PI);
  Object.assign(ctx, { fillStyle: net.theme.ink, strokeStyle: net.theme.paper, lineWidth: 1.6 * u });
  ctx.fill();
  ctx.stroke();
}
