// The explorer page: reads #shugu-data, draws it with vis-network, shows the evidence.
import './explorer.css';
import { createModel, endsOf as endsIn, isNode as isNodeIn, isPlan, range, statementsOf } from './model.js';
import { createWords } from './words.js';
import { clean, fold, isHan, safeAddress, shorten, twoLines, visible } from './text.js';
import { bdi, button, byId as $, h } from './dom.js';
import { OUTLINES, shapeOf } from './shapes.js';
import { calm, createTheme, dark, mix } from './theme.js';
import { swatch as swatchOf } from './swatch.js';

const embedded = (id) => JSON.parse($(id).textContent);
const model = createModel(embedded('shugu-data'));
const W = createWords(model, document.documentElement.lang.startsWith('zh') ? 'zh' : 'en');
const { t, nameOf, classOf, termOf, local } = W;
const data = { ...model, nodes: [...model.nodes.values()] }, nodeById = model.nodes, edges = model.links, linksOf = model.linksOf;
const facts = (item) => statementsOf(model, item), isNode = (item) => isNodeIn(model, item), endsOf = (item) => endsIn(model, item);
const paths = new Map([...OUTLINES].map(([shape, d]) => [shape, new Path2D(d)]));
const weight = (n) => n.weight;
for (const n of data.nodes) n.y0 = n.y;
const words = (text) => bdi(W.lang, text);
const counted = (list) => (list.length ? t('counts', list.length) + t('documents', new Set(list.map((s) => s.document)).size) : t('noFacts'));
const theme = createTheme(model);
const { fill, rim, face } = theme, readTheme = theme.read;
const swatch = (type) => swatchOf(model, theme, type);

// ---- What is drawn -------------------------------------------------------------------------
const ranked = data.nodes.filter((n) => n.rank != null).sort((a, b) => a.rank - b.rank).map((n) => n.id);
// The page opens on as many things as it has room to name. Each of them hangs together with those before it.
const opening = () => { const { width, height } = freeArea(); return ranked.slice(0, Math.max(24, Math.floor((width * height) / 9500))); };
let shown = new Set(); // things not hidden one by one …
const off = new Set(); // … and the classes switched off in the legend
let selected = null, hovered = null, focus = null; // a thing or a link; the ids of what stays bright beside it
let fitScale = 1, density = 1, moved = false, placed = [];
const drawn = (n) => shown.has(n.id) && !off.has(n.type);
const visNodes = new vis.DataSet(), visEdges = new vis.DataSet();
// Marks grow with the square root of the zoom only, so that zooming in pulls crowded things apart.
const unit = () => 1 / Math.sqrt(fitScale * network.getScale()); // what is one pixel at the fitted view
const radius = (n) => (4.5 + 11 * weight(n)) * density * unit();
const touches = (e) => selected && (e.from === selected.id || e.to === selected.id);

function edgeStyle(e) {
  const u = unit(), chosen = e === selected || e === hovered, near = chosen || touches(e);
  let color = e.conflict ? theme.conflict : chosen ? theme.ink : near ? mix(theme.edge, theme.ink, 0.4) : theme.edge;
  if (focus && !near) color = mix(color, theme.paper, 0.82);
  const width = (chosen ? 2.2 : near ? 1.3 : 1) * u;
  return {
    id: e.id, from: e.from, to: e.to, width, smooth: e.bend, color: { color, inherit: false }, dashes: e.plan && [5 * u, 4 * u],
    arrows: { to: { enabled: true, scaleFactor: Math.max(0, 8 * u - 3 * width) / 15 } }, // vis draws 15 × scale + 3 × width
  };
}
function sync() { // brings vis-network's data sets in line with the state above
  const nodes = data.nodes.filter(drawn), seen = new Set(nodes.map((n) => n.id));
  const links = edges.filter((e) => seen.has(e.from) && seen.has(e.to)), seenLinks = new Set(links.map((e) => e.id));
  focus = selected && new Set([selected, ...(linksOf.get(selected.id) || [])].flatMap(endsOf).map((n) => n.id));
  visEdges.remove(visEdges.getIds().filter((id) => !seenLinks.has(id)));
  visNodes.remove(visNodes.getIds().filter((id) => !seen.has(id)));
  visNodes.update(nodes.map((n) => ({ id: n.id, x: n.x, y: n.y, size: radius(n) })));
  for (const id of seen) network.body.nodes[id].needsRefresh(); // else arrows end where the mark's old size was
  visEdges.update(links.map(edgeStyle));
  $('status').textContent = t('shown', nodes.length, data.nodes.length, links.length, edges.length);
  $('empty').hidden = nodes.length > 0;
}
function badge(ctx, away, u, r) { // the sign of a disagreement, on the shoulder of a mark
  ctx.scale(1 / r, 1 / r);
  ctx.beginPath();
  ctx.arc(away, -away, 7 * u, 0, 2 * Math.PI);
  Object.assign(ctx, { fillStyle: theme.paper, strokeStyle: theme.conflict, lineWidth: 1.4 * u });
  ctx.fill();
  ctx.stroke();
  Object.assign(ctx, { fillStyle: theme.conflict, font: `700 ${11 * u}px ${theme['sans-en']}`, textAlign: 'center', textBaseline: 'middle' });
  ctx.fillText('≠', away, -away + 0.5 * u);
}
function drawMark({ ctx, id, x, y }) {
  const n = nodeById.get(id), r = radius(n), u = unit(), path = paths.get(shapeOf(model, n.type)), faded = focus && !focus.has(id);
  const outline = (color, width) => { ctx.strokeStyle = color; ctx.lineWidth = width / r; ctx.stroke(path); };
  return { drawNode() {
    ctx.translate(x, y);
    ctx.scale(r, r);
    ctx.lineJoin = 'round';
    if (n === selected) outline(theme.ink, 9 * u);
    outline(theme.paper, n === selected ? 5 * u : 3.5 * u + 0.2 * r); // keeps touching marks apart
    ctx.fillStyle = mix(fill(n.type), theme.paper, faded ? 0.84 : 0);
    ctx.fill(path);
    outline(n === hovered ? theme.ink : mix(rim(n.type), theme.paper, faded ? 0.78 : 0), (n === hovered ? 2 : 1) * u);
    if (n.conflict && !faded) badge(ctx, 0.85 * r, u, r);
  } };
}

const LEADING = 1.17; // from one line of a label to the next, in sizes of its letters
// Labels are drawn here and not by vis-network: of one size at any zoom, the most important first,
// and never on top of each other; what finds no room waits until the reader zooms in.
function drawLabels(ctx) {
  const { clientWidth: W, clientHeight: H, width } = ctx.canvas, centre = network.getViewPosition(), scale = network.getScale(), area = freeArea();
  const spotOf = ({ x, y }) => ({ x: (x - centre.x) * scale + W / 2, y: (y - centre.y) * scale + H / 2 });
  const rank = (n) => (n === selected ? 9 : n === hovered ? 8 : focus?.has(n.id) ? 4 : 0) + weight(n);
  const here = data.nodes.filter((n) => drawn(n) && (!focus || focus.has(n.id) || n === hovered))
    .map((n) => ({ n, ...spotOf(n), r: radius(n) * scale })).filter((p) => p.x > -120 && p.y > -40 && p.x < W + 120 && p.y < H + 40)
    .sort((a, b) => rank(b.n) - rank(a.n)).slice(0, 600);
  const box = (x, y, w, half, n) => ({ n, x, y, x0: x - w, x1: x + w, y0: y - half, y1: y + half });
  const free = (b) => b.x0 > 2 && b.x1 < area.width - 2 && b.y1 < area.height + 4 && !placed.some((p) => b.x0 < p.x1 && b.x1 > p.x0 && b.y0 < p.y1 && b.y1 > p.y0);
  const covers = (b) => here.filter((m) => m.n !== b.n && m.x + m.r > b.x0 && m.x - m.r < b.x1 && m.y + m.r > b.y0 && m.y - m.r < b.y1)
    .reduce((sum, m) => sum + (m.n === selected ? 99 : 1), 0);
  const write = (lines, b, color, size = 12) => {
    placed.push(b);
    ctx.textAlign = b.align || 'center';
    const x = b.align === 'left' ? b.x0 + 2 : b.align === 'right' ? b.x1 - 2 : b.x;
    const at = lines.map((line, i) => [line, x, b.y + (i - (lines.length - 1) / 2) * size * LEADING]);
    Object.assign(ctx, { strokeStyle: theme.paper, lineWidth: 4, fillStyle: theme.paper });
    if (!b.n) ctx.fillRect(b.x0, b.y0, b.x1 - b.x0, b.y1 - b.y0); // a link runs through its name
    ctx.fillStyle = color; // the halo lies under all lines
    for (const line of at) ctx.strokeText(...line);
    for (const line of at) ctx.fillText(...line);
  };
  for (const e of focus ? edges.filter((link) => link === selected || touches(link)) : []) { // what is chosen lies on top of what is faded
    network.body.edges[e.id]?.draw(ctx);
    network.body.edges[e.id]?.drawArrows(ctx);
  }
  for (const { n } of focus ? here.toReversed() : []) { ctx.save(); drawMark({ ctx, id: n.id, x: n.x, y: n.y }).drawNode(); ctx.restore(); }
  placed = [];
  ctx.save();
  ctx.setTransform(width / W, 0, 0, width / W, 0, 0);
  Object.assign(ctx, { lineJoin: 'round', textAlign: 'center', textBaseline: 'middle' });
  here.forEach(({ n, x, y, r }, place) => {
    const forced = n === selected || n === hovered || (focus?.size < 3 && focus.has(n.id)), size = 12 + Math.round(3 * weight(n));
    const lines = twoLines(nameOf(n), forced ? 60 : 46);
    ctx.font = `${forced || weight(n) > 0.45 ? 600 : 400} ${size}px ${face(lines.join(''))}`;
    const w = Math.max(...lines.map((line) => ctx.measureText(line).width)) / 2 + 2, half = (size + (lines.length - 1) * size * LEADING) / 2 + 2;
    const below = r + half + 1, side = r + w + 3, near = below * 0.6;
    const spots = [[0, below], [0, -below], [side, 0, 'left'], [-side, 0, 'right'], [side, near, 'left'], [-side, near, 'right'], [side, -near, 'left'], [-side, -near, 'right']]
      .map(([dx, dy, align]) => ({ ...box(x + dx, y + dy, w, half, n), align })).filter(free);
    let spot = spots.find((b) => !covers(b));
    // The most important names are always there, if need be across smaller marks.
    if (!spot && (forced || place < Math.max(4, (W * H) / 60000))) spot = spots.filter((b) => covers(b) < 99).sort((a, b) => covers(a) - covers(b))[0];
    if (!spot && forced) spot = box(Math.min(Math.max(x, w + 3), W - w - 3), y + below, w, half, n);
    if (spot) write(lines, spot, theme.ink, size);
  });
  const crowd = selected && (linksOf.get(selected.id) || []).length > 14; // too many links to name them all
  for (const e of edges) { // links are named only when pointed at or chosen; conflicts carry a sign as well as a colour
    const line = network.body.edges[e.id], forced = e === hovered || e === selected, named = forced || (touches(e) && !crowd);
    if (!line || !(named || (e.conflict && !focus))) continue;
    const label = named ? shorten(termOf(e.label), 24) : '≠';
    ctx.font = named ? `${isHan(label) ? '' : 'italic '}12px ${face(label)}` : `700 13px ${theme['sans-en']}`;
    const spots = [[0.5, 0], [0.35, 0], [0.65, 0], ...(forced ? [[0.5, -20], [0.5, 20], [0.5, -36], [0.5, 36]] : [])].map(([along, dy]) => {
      const { x, y } = spotOf(line.edgeType.getPoint(along));
      return box(x, y + dy, ctx.measureText(label).width / 2 + 3, 8);
    });
    const spot = spots.find((b) => free(b) && !covers(b)) || (forced && spots[0]);
    if (spot) write([label], spot, named ? theme.muted : theme.conflict);
  }
  ctx.restore();
  if (visNodes.length && !performance.getEntriesByName('shugu-first-picture').length) performance.mark('shugu-first-picture');
}

// ---- View ------------------------------------------------------------------------------------
readTheme();
const network = new vis.Network($('network'), { nodes: visNodes, edges: visEdges }, {
  ...embedded('vis-options'), physics: false, configure: false, layout: { improvedLayout: false },
  nodes: { shape: 'custom', ctxRenderer: drawMark, chosen: false }, edges: { chosen: false, selectionWidth: 0, selfReference: { size: 14 } },
  interaction: { dragNodes: false, hover: false, selectConnectedEdges: false, hideEdgesOnDrag: edges.length > 3000, hideEdgesOnZoom: edges.length > 3000 },
});
window.shuguNetwork = network;
const frame = $('network').firstElementChild;
network.on('afterDrawing', drawLabels);

function freeArea() { // the part of the drawing that neither the buttons nor the panel cover
  const stage = $('network').getBoundingClientRect(), panel = $('panel').getBoundingClientRect();
  let width = stage.width, height = stage.height - $('bar').offsetHeight - 20;
  if (panel.width > stage.width * 0.75) height = Math.max(120, panel.top - stage.top); // the sheet of a phone
  else if (panel.width) width = Math.max(180, panel.left - stage.left);
  return { width, height, stage };
}
const motion = (duration) => !calm.matches && { duration, easingFunction: 'easeInOutQuad' };
function lookAt(nodes, { closest = fitScale * 2, least = 0, middle = nodes, fit = false, still = false } = {}) {
  const { width, height, stage } = freeArea();
  const box = (list) => [...range(list.map((n) => n.x)), ...range(list.map((n) => n.y))];
  let [x0, x1, y0, y1] = box(nodes);
  let room = Math.min((width - Math.min(128, width * 0.2)) / (x1 - x0 || 400), (height - Math.min(72, height * 0.2)) / (y1 - y0 || 400));
  if (fit) {
    room = Math.min(room, 2); // a few things need not fill a window
    fitScale = room;
    density = Math.min(1.15, 0.7 + width / 2700, Math.max(0.5, Math.sqrt((width * height) / nodes.length) / 66));
  } else if (room < least) [x0, x1, y0, y1] = box(middle); // all of it would be too small to read
  network.moveTo({
    position: { x: (x0 + x1) / 2, y: (y0 + y1) / 2 }, scale: fit ? room : Math.max(least, Math.min(room, closest)),
    offset: { x: (width - stage.width) / 2, y: (height - stage.height) / 2 }, animation: !still && motion(320),
  });
}
function fitAll(still = false) {
  const nodes = data.nodes.filter(drawn), { width, height } = freeArea();
  if ($('panel').hidden) { // a force layout has no right proportions: on an upright screen it is drawn out to fill the height
    const [x0, x1] = range(nodes.map((n) => n.x)), [y0, y1] = range(nodes.map((n) => n.y0));
    const factor = Math.min(height > width ? 4 : 1.4, Math.max(0.9, ((x1 - x0) * (height - 70)) / ((width - 110) * (y1 - y0 || 1))));
    for (const n of data.nodes) n.y = n.y0 * factor;
  }
  moved = false;
  if (nodes.length) lookAt(nodes, { fit: true, still });
  sync();
}
const limit = (scale) => Math.min(fitScale * 14, Math.max(fitScale * 0.35, scale));
function zoomBy(factor) {
  moved = true;
  network.moveTo({ scale: limit(network.getScale() * factor), animation: motion(140) });
  later();
}
let timer = 0;
function later() { clearTimeout(timer); timer = setTimeout(sync, 160); } // widths of lines follow the zoom
network.on('zoom', ({ scale }) => {
  moved = true;
  if (limit(scale) !== scale) network.moveTo({ scale: limit(scale) });
  later();
});
network.on('animationFinished', later);
network.on('dragEnd', () => { moved = true; });
network.on('resize', () => { if (!moved) fitAll(true); });

// ---- Pointing and choosing ---------------------------------------------------------------------
function itemAt(p, slack) { // the thing or link under a point, by distance on the screen, labels included
  const c = network.DOMtoCanvas(p), scale = network.getScale();
  const closest = (list, distance, within) => list.reduce(([best, d], item) => {
    const next = distance(item) * scale;
    return next < d ? [item, next] : [best, d];
  }, [null, within])[0];
  return closest(data.nodes.filter(drawn), (n) => Math.hypot(n.x - c.x, n.y - c.y) - radius(n), slack)
    || placed.find((b) => b.n && p.x > b.x0 && p.x < b.x1 && p.y > b.y0 && p.y < b.y1)?.n
    || closest(edges, ({ id }) => { // vis-network's own test has a fixed reach in layout units, useless at most zooms
      const line = network.body.edges[id];
      return line?.connected ? line.edgeType.getDistanceToEdge(line.from.x, line.from.y, line.to.x, line.to.y, c.x, c.y) : Infinity;
    }, slack + 2);
}
network.on('click', ({ pointer, event }) => {
  const item = itemAt(pointer.DOM, event?.pointerType === 'touch' ? 14 : 4);
  if (item) choose(item); else closePanel();
});
let waiting = false, last = null;
frame.addEventListener('pointermove', (event) => {
  const bounds = frame.getBoundingClientRect();
  last = event.buttons || event.pointerType === 'touch' ? null : { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
  if (!waiting) requestAnimationFrame(() => { waiting = false; hover(last); });
  waiting = true;
});
frame.addEventListener('pointerleave', () => { last = null; hover(null); });
function hover(p) {
  const item = p && itemAt(p, 4), tip = $('tip'), before = hovered;
  if (item !== before) {
    hovered = item;
    visEdges.update([before, item].filter((e) => e && !isNode(e) && visEdges.get(e.id)).map(edgeStyle));
    network.redraw();
    if (item) tip.replaceChildren(words(endsOf(item).map(nameOf).join(' → ')), h('span', null, isNode(item) ? classOf(item.type) : termOf(item.label)));
  }
  frame.style.cursor = item ? 'pointer' : 'grab';
  tip.hidden = !item || item === selected;
  if (tip.hidden) return;
  const right = frame.clientWidth - tip.offsetWidth - 4, fits = p.y + 22 + tip.offsetHeight < frame.clientHeight;
  tip.style.left = `${Math.max(4, Math.min(p.x + 14, right))}px`; // never under the pointer, never outside the drawing
  tip.style.top = `${fits ? p.y + 18 : p.y - tip.offsetHeight - 10}px`;
}
frame.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = 60 / network.getScale(), { x, y } = network.getViewPosition();
  const pan = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
  if (pan) { network.moveTo({ position: { x: x + pan[0], y: y + pan[1] } }); moved = true; }
  else if (event.key === '+' || event.key === '=') zoomBy(1.3);
  else if (event.key === '-') zoomBy(1 / 1.3);
  else if (event.key === '0') fitAll();
  else return;
  event.preventDefault();
});
// `seek` brings the item to the middle and the keyboard focus to its evidence (search, table, links in the panel).
function choose(item, seek = false) {
  const ends = endsOf(item);
  selected = item;
  kind = 'all';
  for (const n of ends) { shown.add(n.id); off.delete(n.type); }
  openPanel(() => showEvidence(item), seek);
  sync();
  legend();
  network.setSelection({ nodes: ends.map((n) => n.id), edges: [] }, { highlightEdges: false }); // drawn last, so on top
  const round = data.nodes.filter((n) => focus.has(n.id) && drawn(n)), area = freeArea(), scale = network.getScale();
  const covered = (n) => { const p = network.canvasToDOM(n); return p.x < 16 || p.y < 16 || p.x > area.width - 16 || p.y > area.height - 8; };
  if (seek) lookAt(round);
  else if (round.some(covered)) lookAt(round, { closest: scale, least: scale * 0.6, middle: ends });
  moved = true;
  $('tip').hidden = true;
  const title = isNode(item) ? [nameOf(item), classOf(item.type)] : [nameOf(ends[0]), termOf(item.label), nameOf(ends[1])];
  $('live').textContent = `${t('selected', title.join(', '))}. ${counted(facts(item))}`;
}

// ---- Panel ---------------------------------------------------------------------------------------
let fillPanel = null, opener = null;
function openPanel(show, grab) {
  if (!$('panel').contains(document.activeElement)) opener = document.activeElement;
  fillPanel = show;
  $('panel').hidden = false;
  show();
  $('panel').scrollTop = 0;
  if (grab) $('panel-title').focus();
}
function closePanel() {
  if ($('panel').hidden) return;
  const inside = $('panel').contains(document.activeElement);
  $('panel').hidden = true;
  selected = fillPanel = null;
  network.unselectAll();
  sync();
  if (inside) (opener?.isConnected && opener !== document.body ? opener : frame).focus();
}
const heading = (...children) => h('h2', { id: 'panel-title', tabindex: -1 }, ...children);
function thing(n) { // a way to go on reading, except on the thing's own page
  const name = words(shorten(nameOf(n), 160));
  return n === selected ? name : h('button', { class: 'link', type: 'button', click: () => choose(n, true) }, name);
}
const thingOrText = (value) => (nodeById.has(value) ? thing(nodeById.get(value)) : words(clean(value)));
function sourceLink(url) {
  const address = safeAddress(url);
  return address && h('a', { href: address.href, target: '_blank', rel: 'noopener noreferrer' },
    address.hostname ? t('read', address.hostname) : t('open'), h('span', { class: 'vh' }, t('newTab')));
}
const period = (time) => clean(time).replace('/', ' – ');
function fact(s, owner, before) { // what is said of the owner stands out: the value, or the subject where the owner is the value
  const about = s.value === owner && s.subject !== owner;
  const said = words(termOf(s.predicate)), value = s.value || period(s.time ?? '');
  return h('div', { class: s.conflict ? 'fact conflict' : 'fact' },
    !about && h('p', { class: 'says' }, s.subject !== owner && [thingOrText(s.subject), ' '], said),
    h('p', { class: 'value' }, thingOrText(about ? s.subject : value)),
    about && h('p', { class: 'says' }, said, ' ', thingOrText(s.value)),
    h('p', { class: 'chips' },
      s.time && s.value && (s.time !== before?.time || isPlan(s)) && h('span', null, words(period(s.time))),
      isPlan(s) && h('span', { class: 'planned' }, t('notActual', t(`basis-${s.basis}`) || clean(s.basis))),
      s.unreviewed && h('span', { class: 'planned' }, t('unreviewed')),
      s.conflict && h('span', { class: 'disagree' }, `≠ ${t('conflict')}`)),
    s.speaker && h('p', { class: 'detail' }, t('said'), h('b', null, thingOrText(s.speaker))),
    s.place && h('p', { class: 'detail' }, t('place'), thingOrText(s.place)),
    s.scope && h('p', { class: 'detail' }, t('scope'), words(clean(s.scope))));
}
function sentence(list, owner) { // all that one sentence says, and then the sentence, once
  const [{ quote, paragraph, sentence: number }] = list;
  return h('li', { class: 'sentence' }, list.map((s, i) => fact(s, owner, list[i - 1])),
    quote && h('blockquote', null, words(clean(quote))),
    paragraph != null && h('p', { class: 'detail where' }, t('paragraph', paragraph), number != null && t('sentence', number)));
}
function source([id, list], owner) {
  const d = data.documents[id] || {}, link = sourceLink(d.url), meta = [visible(d.publisher ?? ''), clean(d.published) || t('undated')];
  const sentences = new Map();
  for (const s of list) {
    const key = JSON.stringify([s.paragraph, s.sentence, s.quote]);
    sentences.set(key, [...(sentences.get(key) || []), s]);
  }
  return h('section', { class: 'doc' }, h('h3', { dir: 'auto' }, words(visible(d.title ?? '') || t('untitled'))),
    h('p', { class: 'source' }, words(meta.filter(Boolean).join(' · ')), link && [' · ', link]),
    h('ul', null, [...sentences.values()].map((group) => sentence(group, owner))));
}
const KINDS = [['all', () => true], ['plans', isPlan], ['disagree', (s) => s.conflict]];
let kind = 'all'; // which statements the panel lists
function kinds(list) { // a choice among them, where it saves reading
  const some = KINDS.map(([name, test]) => [name, list.filter(test).length]).filter(([, n]) => n);
  return list.length > 7 && some.length > 1 && h('div', { class: 'kinds', role: 'group', 'aria-label': t('which') }, some.map(([name, n]) => {
    const choice = button(() => { kind = name; fillPanel(); $('panel').querySelector(`[data-kind=${name}]`).focus(); }, t(`kind-${name}`), ' ', h('b', null, String(n)));
    choice.dataset.kind = name;
    choice.setAttribute('aria-pressed', String(kind === name));
    return choice;
  }));
}
function showEvidence(item) {
  const list = facts(item), count = h('p', { class: 'names' }, counted(list)), byDocument = new Map(), parts = [];
  for (const s of list.filter(KINDS.find(([name]) => name === kind)[1])) byDocument.set(s.document, [...(byDocument.get(s.document) || []), s]);
  if (isNode(item)) {
    const links = linksOf.get(item.id), name = nameOf(item), other = visible((W.lang === 'zh' ? item.label : item.label_zh) ?? '');
    const unseen = [...new Set(links.flatMap(endsOf))].filter((n) => n !== item && !drawn(n));
    const aliases = (item.aliases || []).map(visible).filter(Boolean);
    parts.push(h('p', { class: 'eyebrow' }, swatch(item.type), classOf(item.type)), heading(name.length > 90 ? h('small', null, words(name)) : words(name)),
      other && other !== name && h('p', { class: 'names other' }, words(other)),
      aliases.length > 0 && h('p', { class: 'names' }, t('also'), aliases.flatMap((a, i) => [i > 0 && ', ', words(a)])), count,
      unseen.length > 0 && h('button', { class: 'action', type: 'button', click: () => reveal(item, unseen) }, t('reveal', unseen.length)),
      links.length > 0 && h('details', null, h('summary', null, t('links', links.length)), h('ul', { class: 'links' }, links.map((e) => {
        const label = h('i', null, words(termOf(e.label))), [from, to] = endsOf(e).map((n) => (n === item ? null : words(shorten(nameOf(n), 60))));
        return h('li', null, button(() => choose(e, true), from, from && ' → ', label, to && ' → ', to));
      }))));
  } else {
    const [from, to] = endsOf(item);
    parts.push(h('p', { class: 'eyebrow' }, t('link')), heading(thing(from), h('span', { class: 'arrow' }, '↓ ', words(termOf(item.label))), thing(to)), count);
  }
  $('panel-body').replaceChildren(...[...parts, kinds(list)].filter(Boolean), ...[...byDocument].map((group) => source(group, item.id)));
}
function reveal(item, unseen) {
  for (const n of unseen) { shown.add(n.id); off.delete(n.type); }
  choose(item, true);
}
function showTable() {
  const order = new Intl.Collator(W.lang === 'zh' ? 'zh-Hans' : 'en', { numeric: true });
  const groups = new Map(data.classes.map((c) => [c.name, []]));
  for (const n of data.nodes) groups.get(n.type).push([n, shorten(nameOf(n), 160)]);
  const row = ([n, name]) => h('tr', null, h('td', null, button(() => choose(n, true), words(name), !drawn(n) && h('span', { class: 'tag' }, ` · ${t('hidden')}`))),
    h('td', { class: 'num' }, String(facts(n).length)));
  $('panel-body').replaceChildren(heading(t('table')), h('table', { class: 'table' }, h('caption', null, t('tableNote', data.nodes.length)),
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('name')), h('th', { scope: 'col', class: 'num' }, t('statements')))),
    [...groups].filter(([, list]) => list.length).map(([type, list]) => h('tbody', null,
      h('tr', null, h('th', { class: 'group-head', scope: 'rowgroup', colspan: 2 }, swatch(type), ' ', classOf(type))),
      list.sort((a, b) => order.compare(a[1], b[1])).map(row)))));
}

// ---- Legend --------------------------------------------------------------------------------------
function legend() {
  const kept = document.activeElement?.dataset.type;
  $('legend').replaceChildren(...data.classes.map(({ name }) => [name, data.nodes.filter((n) => n.type === name)]).filter(([, all]) => all.length).map(([name, all]) => {
    const some = all.filter(drawn).length;
    const entry = button(() => toggle(name), swatch(name), h('span', { class: 'label' }, classOf(name)),
      h('span', { class: 'count' }, some === all.length ? `${some}` : `${some} / ${all.length}`));
    entry.setAttribute('aria-pressed', String(!off.has(name)));
    entry.dataset.type = name;
    return h('li', null, entry);
  }));
  if (kept !== undefined) [...$('legend').querySelectorAll('button')].find((b) => b.dataset.type === kept)?.focus();
}
function toggle(name) {
  if (!off.delete(name)) off.add(name);
  if (selected && endsOf(selected).some((n) => !drawn(n))) closePanel(); else sync();
  legend();
  fillPanel?.();
}

// ---- Search --------------------------------------------------------------------------------------
const search = $('search'), results = $('results');
const index = data.nodes.flatMap((n) => [n.label, n.label_zh, ...(n.aliases || [])].filter(Boolean).map((name, i) => ({ n, name: clean(name), key: fold(name), extra: i > 0 })));
let found = [], active = -1;
function listResults() {
  const query = fold(search.value), best = new Map();
  for (const { n, name, key, extra } of query ? index : []) { // whole name, its start, the start of a word, anywhere
    const where = key.indexOf(query), score = (key === query ? 0 : where === 0 ? 1 : /[\s\-(]/.test(key[where - 1]) ? 2 : 3) + (extra ? 0.4 : 0);
    if (where >= 0 && !(best.get(n)?.score <= score)) best.set(n, { n, name, score });
  }
  found = [...best.values()].sort((a, b) => a.score - b.score || weight(b.n) - weight(a.n)).slice(0, 12);
  results.replaceChildren(...found.map(({ n, name }, i) => h('li', { role: 'option', id: `result-${i}`, click: () => take(i) },
    swatch(n.type), h('span', { class: 'name' }, words(nameOf(n))), h('span', { class: 'tag' }, classOf(n.type), !drawn(n) && ` · ${t('hidden')}`),
    name !== nameOf(n) && h('span', { class: 'more' }, words(name)))));
  if (!found.length) results.append(h('li', { class: 'none' }, t('none')));
  if (query) $('live').textContent = found.length ? t('matches', found.length) : t('none');
  openList(Boolean(query));
  mark(found.length ? 0 : -1);
}
function openList(open) {
  results.hidden = !open;
  search.setAttribute('aria-expanded', String(open));
  if (!open) search.removeAttribute('aria-activedescendant');
}
function mark(i) {
  active = i;
  found.forEach((_, j) => results.children[j].setAttribute('aria-selected', String(j === i)));
  if (i < 0 || results.hidden) return search.removeAttribute('aria-activedescendant');
  search.setAttribute('aria-activedescendant', `result-${i}`);
  results.children[i].scrollIntoView({ block: 'nearest' });
}
function take(i) {
  if (!found[i]) return;
  search.value = '';
  openList(false);
  choose(found[i].n, true);
}
search.addEventListener('input', listResults);
search.addEventListener('focus', () => { if (search.value) listResults(); });
search.addEventListener('blur', () => openList(false));
results.addEventListener('mousedown', (event) => event.preventDefault()); // keeps the focus, and so the list, until the click
search.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.isComposing) return; // Enter first confirms what a Chinese input method offers
  if (step) {
    event.preventDefault();
    if (results.hidden) listResults(); else if (found.length) mark((active + step + found.length) % found.length);
  } else if (event.key === 'Enter' && !results.hidden) take(active);
  else if (event.key === 'Escape' && !results.hidden) { event.stopPropagation(); openList(false); }
});

// ---- Buttons, language, theme --------------------------------------------------------------------
function start(ids) { shown = new Set(ids); off.clear(); fitAll(); legend(); fillPanel?.(); $('live').textContent = $('status').textContent; }
const actions = {
  'zoom-in': () => zoomBy(1.4), 'zoom-out': () => zoomBy(1 / 1.4), fit: () => fitAll(), close: closePanel,
  reset: () => { closePanel(); start(opening()); }, 'show-all': () => start(nodeById.keys()),
  'table-button': () => { selected = null; openPanel(showTable, true); sync(); },
  language: () => { W.lang = W.lang === 'en' ? 'zh' : 'en'; speak(); },
};
for (const [id, action] of Object.entries(actions)) $(id).addEventListener('click', action);
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') closePanel(); });
dark.addEventListener('change', () => { readTheme(); speak(); });
function speak() { // all words of the page, in the language chosen
  document.documentElement.lang = W.lang === 'zh' ? 'zh-Hans' : 'en';
  for (const el of document.querySelectorAll('[data-t]')) el.textContent = t(el.dataset.t);
  for (const el of document.querySelectorAll('[data-t-label]')) el.setAttribute('aria-label', t(el.dataset.tLabel));
  for (const el of document.querySelectorAll('button[data-t-label]')) el.title = t(el.dataset.tLabel);
  search.placeholder = t('searchHint');
  document.title = local(data, 'title');
  $('title').replaceChildren(words(local(data, 'title')));
  $('description').replaceChildren(words(local(data, 'description')));
  $('language').textContent = W.lang === 'zh' ? 'English' : '中文';
  $('language').lang = W.lang === 'zh' ? 'en' : 'zh-Hans';
  $('table-button').title = t('table');
  frame.setAttribute('role', 'group');
  frame.setAttribute('aria-label', t('canvas'));
  legend();
  sync();
  fillPanel?.();
}
const unreviewed = data.statements.filter((s) => s.unreviewed).length;
$('unreviewed-key').hidden = !unreviewed;
$('unreviewed-count').textContent = unreviewed;
$('conflict-key').hidden = !data.statements.some((s) => s.conflict);
shown = new Set(opening());
fitAll(true);
speak();
