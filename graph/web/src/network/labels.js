// Names on the drawing: of one size at any zoom, the most important first, and never on top of each other;
// what finds no room waits until the reader zooms in.
import { isHan, shorten, twoLines } from '../text.js';
import { drawMark, radius, touches } from './marks.js';

const LEADING = 1.17; // from one line of a label to the next, in sizes of its letters
const MOST = 400; // things whose names are tried
const MOST_RELAID = 150; // things up to which labels are chosen anew for each picture while it moves

/** Draws what is chosen on top, then all labels; `net.placed` holds their boxes afterwards, on the screen. */
export function drawLabels(net, ctx, moving) {
  const { clientWidth: width, clientHeight: height } = ctx.canvas, dense = ctx.canvas.width / width;
  const carried = moving && net.nodes.length > MOST_RELAID && net.placed.length > 0, area = net.camera.freeArea();
  const here = carried ? [] : candidates(net, width, height);
  if (net.focus) raise(net, ctx, carried ? [...net.focus].map((id) => ({ n: net.model.nodes.get(id) })) : here);
  ctx.save();
  ctx.setTransform(dense, 0, 0, dense, 0, 0);
  Object.assign(ctx, { lineJoin: 'round', textAlign: 'center', textBaseline: 'middle' });
  const pen = { net, ctx, width, height, area, here, marks: cellsOf(here) };
  if (carried) carry(pen);
  else {
    net.placed = [];
    here.forEach((spot, place) => nameThing(pen, spot, place));
    nameLinks(pen);
  }
  ctx.restore();
}

function carry(pen) { // while a large picture moves, its labels move along and are not chosen anew
  const before = pen.net.placed;
  pen.net.placed = [];
  for (const label of before) {
    const at = label.anchor(), dx = at.x - label.at.x, dy = at.y - label.at.y;
    pen.ctx.font = label.font;
    write(pen, label.lines, { ...label, at, x: label.x + dx, x0: label.x0 + dx, x1: label.x1 + dx, y: label.y + dy, y0: label.y0 + dy, y1: label.y1 + dy }, label.color, label.size);
  }
}

function candidates(net, width, height) {
  const { engine, focus } = net, scale = engine.scale(), here = [];
  const first = [net.selected, net.hovered].filter((item) => item && net.drawn.has(item.id));
  const rank = (n) => (n === net.selected ? 9 : n === net.hovered ? 8 : focus?.has(n.id) ? 4 : 0) + n.weight;
  for (const n of [...first, ...net.byWeight]) { // the weightiest first, so that a crowd need not be sorted for each picture
    if (focus && !focus.has(n.id) && n !== net.hovered) continue;
    const p = engine.toScreen(n);
    if (p.x > -120 && p.y > -40 && p.x < width + 120 && p.y < height + 40 && !here.slice(0, 2).some((other) => other.n === n)) here.push({ n, ...p, r: radius(net, n) * scale });
    if (here.length >= MOST) break;
  }
  return here.sort((a, b) => rank(b.n) - rank(a.n));
}

function raise(net, ctx, here) { // what is chosen lies on top of what is faded
  for (const link of net.links) if (link === net.selected || touches(net, link) || net.route.has(link)) net.engine.drawLink(ctx, link);
  for (const { n } of here.toReversed()) if (net.drawn.has(n.id)) drawMark(net, ctx, n);
}

const CELL = 64; // px
function cellsOf(marks) { // the marks by the squares of the screen that they touch
  const cells = new Map();
  for (const m of marks) {
    for (let i = Math.floor((m.x - m.r) / CELL); i <= Math.floor((m.x + m.r) / CELL); i++) {
      for (let j = Math.floor((m.y - m.r) / CELL); j <= Math.floor((m.y + m.r) / CELL); j++) {
        const key = i * 4096 + j;
        if (cells.has(key)) cells.get(key).push(m); else cells.set(key, [m]);
      }
    }
  }
  return cells;
}

const box = (x, y, w, half, n) => ({ n, x, y, x0: x - w, x1: x + w, y0: y - half, y1: y + half });
const overlap = (a, b) => a.x0 < b.x1 && a.x1 > b.x0 && a.y0 < b.y1 && a.y1 > b.y0;
const isFree = ({ net, area }, b) => b.x0 > 2 && b.x1 < area.width - 2 && b.y0 > (net.top ?? -40) && b.y1 < area.height + 4 && !net.placed.some((p) => overlap(b, p));
function covers({ net, marks }, b) { // how many marks a label would hide; the chosen one counts most
  const hidden = new Set();
  for (let i = Math.floor(b.x0 / CELL); i <= Math.floor(b.x1 / CELL); i++) {
    for (let j = Math.floor(b.y0 / CELL); j <= Math.floor(b.y1 / CELL); j++) {
      for (const m of marks.get(i * 4096 + j) ?? []) {
        if (m.n !== b.n && m.x + m.r > b.x0 && m.x - m.r < b.x1 && m.y + m.r > b.y0 && m.y - m.r < b.y1) hidden.add(m.n);
      }
    }
  }
  return hidden.size + (hidden.has(net.selected) ? 99 : 0);
}

function nameThing(pen, { n, x, y, r }, place) {
  const { net, ctx, width, height } = pen, { focus } = net;
  const forced = n === net.selected || n === net.hovered || (focus?.size < 3 && focus.has(n.id)), size = 12 + Math.round(3 * n.weight);
  const lines = twoLines(net.words.nameOf(n), forced ? 60 : 46);
  ctx.font = `${forced || n.weight > 0.45 ? 600 : 400} ${size}px ${net.theme.face(lines.join(''))}`;
  const w = Math.max(...lines.map((line) => ctx.measureText(line).width)) / 2 + 2, half = (size + (lines.length - 1) * size * LEADING) / 2 + 2;
  const below = r + half + 1, side = r + w + 3, near = below * 0.6;
  const spots = [[0, below], [0, -below], [side, 0, 'left'], [-side, 0, 'right'], [side, near, 'left'], [-side, near, 'right'], [side, -near, 'left'], [-side, -near, 'right']]
    .map(([dx, dy, align]) => ({ ...box(x + dx, y + dy, w, half, n), align, anchor: () => net.engine.toScreen(n), at: { x, y } })).filter((b) => isFree(pen, b));
  let spot = spots.find((b) => !covers(pen, b));
  // The most important names are always there, if need be across smaller marks.
  if (!spot && (forced || place < Math.max(4, (width * height) / 60000))) spot = spots.filter((b) => covers(pen, b) < 99).sort((a, b) => covers(pen, a) - covers(pen, b))[0];
  if (!spot && forced) spot = { ...box(Math.min(Math.max(x, w + 3), width - w - 3), y + below, w, half, n), anchor: () => net.engine.toScreen(n), at: { x, y } };
  if (spot) write(pen, lines, spot, net.theme.ink, size);
}

function nameLinks(pen) { // links are named only when pointed at or chosen; conflicts carry a sign as well as a colour
  const { net, ctx } = pen, crowd = net.selected && (net.model.linksOf.get(net.selected.id) || []).length > 14; // too many to name them all
  const many = net.links.length > 3000;
  for (const link of net.links) {
    const forced = link === net.hovered || link === net.selected, named = forced || net.route.has(link) || (touches(net, link) && !crowd);
    if (!(named || (link.conflict && !net.focus && !many))) continue;
    const label = named ? shorten(net.words.termOf(link.label), 24) : '≠';
    ctx.font = named ? `${isHan(label) ? '' : 'italic '}12px ${net.theme.face(label)}` : `700 13px ${net.theme['sans-en']}`;
    const spots = [[0.5, 0], [0.35, 0], [0.65, 0], ...(forced ? [[0.5, -20], [0.5, 20], [0.5, -36], [0.5, 36]] : [])].map(([along, dy]) => {
      const anchor = () => net.engine.toScreen(net.engine.linkPoint(link, along)), at = anchor();
      return { ...box(at.x, at.y + dy, ctx.measureText(label).width / 2 + 3, 8), anchor, at };
    });
    const spot = spots.find((b) => isFree(pen, b) && !covers(pen, b)) || (forced && spots[0]);
    if (spot) write(pen, [label], spot, named ? net.theme.muted : net.theme.conflict, 12);
  }
}

function write({ net, ctx }, lines, b, color, size) {
  net.placed.push({ ...b, lines, size, color, font: ctx.font });
  ctx.textAlign = b.align || 'center';
  const x = b.align === 'left' ? b.x0 + 2 : b.align === 'right' ? b.x1 - 2 : b.x;
  const at = lines.map((line, i) => [line, x, b.y + (i - (lines.length - 1) / 2) * size * LEADING]);
  Object.assign(ctx, { strokeStyle: net.theme.paper, lineWidth: 4, fillStyle: net.theme.paper });
  if (!b.n) ctx.fillRect(b.x0, b.y0, b.x1 - b.x0, b.y1 - b.y0); // a link runs through its name
  ctx.fillStyle = color; // the halo lies under all lines
  for (const line of at) ctx.strokeText(...line);
  for (const line of at) ctx.fillText(...line);
}

/** The years of a picture laid out by time, as hairlines behind it. */
export function drawAxis(net, ctx) {
  net.top = null;
  if (net.layout !== 'time' || !net.model.axis.length) return;
  const { clientWidth: width, clientHeight: height } = ctx.canvas, dense = ctx.canvas.width / width;
  ctx.save();
  ctx.setTransform(dense, 0, 0, dense, 0, 0);
  Object.assign(ctx, { strokeStyle: net.theme.line, fillStyle: net.theme.muted, lineWidth: 1, font: `12px ${net.theme['sans-en']}`, textAlign: 'left', textBaseline: 'top' });
  const top = net.camera.barHeight() - 6;
  net.top = top + 14;
  let free = -Infinity;
  for (const { year, x } of net.model.axis) {
    const at = Math.round(net.engine.toScreen({ x, y: 0 }).x) + 0.5;
    if (at < -60 || at > width) continue;
    ctx.beginPath();
    ctx.moveTo(at, top - 2);
    ctx.lineTo(at, height);
    ctx.stroke();
    if (at < free) continue; // a year that would touch the one before it
    ctx.fillText(String(year), at + 4, top);
    free = at + 40;
  }
  const undated = net.nodes.filter((n) => n.tx < 0 && !net.pinned.has(n.id)).map((n) => net.engine.toScreen(n).x);
  if (undated.length) ctx.fillText(net.words.t('undated'), Math.max(8, Math.min(...undated) - 8), top);
  ctx.restore();
}
