// The network drawn in batches on one canvas: for more things than vis-network can move.
//
// An engine has: kind, frame (the element that takes the keyboard), canvas(), scale(), centre(), toScreen(p), toWorld(p),
// look({ position, scale, offset, duration }), update() (nodes, links or places have changed), restyle(links), redraw(),
// linkPoint(link, along), linkDistance(link, p), via(link), drawLink(ctx, link), destroy().
import { h } from '../dom.js';
import { calm } from '../theme.js';
import { distanceTo, pointOn, viaOf } from './curve.js';
import { createHand } from './hand.js';
import { drawMark, linkStyle, radius, unit } from './marks.js';

const MOST_PLAIN = 500; // things in sight that are drawn one by one, with all their detail
const MOST_MOVING = 5_000; // links in sight beyond which they are left out while the picture moves
const CHUNK = 400; // lines of one path: longer paths take the rasteriser more than their share
const STILL = 140; // ms after the last movement

export function createCanvasEngine(net, host, _options, on) {
  const canvas = h('canvas', { class: 'sheet' }), frame = h('div', { class: 'sheet-frame', tabindex: 0 }, canvas), ctx = canvas.getContext('2d');
  const sprites = new Map();
  let held = { by: [], of: new Map() }; // the sprite of each thing, while nothing that changes sprites has changed
  let centre = { x: 0, y: 0 }, scale = 1, size = { width: 1, height: 1 }, asked = 0, flight = 0, moving = 0;
  host.replaceChildren(frame);
  const observer = new ResizeObserver(() => { measure(); on.resized(); });
  observer.observe(frame);
  measure();
  const ends = (link) => [net.model.nodes.get(link.from), net.model.nodes.get(link.to)];
  const toScreen = (p) => ({ x: (p.x - centre.x) * scale + size.width / 2, y: (p.y - centre.y) * scale + size.height / 2 });
  const toWorld = (p) => ({ x: (p.x - size.width / 2) / scale + centre.x, y: (p.y - size.height / 2) / scale + centre.y });

  function measure() {
    size = { width: Math.max(1, frame.clientWidth), height: Math.max(1, frame.clientHeight) };
    const dense = window.devicePixelRatio || 1;
    canvas.width = Math.round(size.width * dense);
    canvas.height = Math.round(size.height * dense);
    redraw();
  }
  function redraw() {
    asked ||= requestAnimationFrame(() => { asked = 0; paint(); });
  }
  function moved() { // the picture is drawn with less detail until it has come to rest
    clearTimeout(moving);
    moving = setTimeout(() => { moving = 0; redraw(); on.moved(); }, STILL);
    redraw();
  }
  function inSight() {
    const reach = 40 / scale, a = toWorld({ x: 0, y: 0 }), b = toWorld({ x: size.width, y: size.height });
    return { x0: a.x - reach, y0: a.y - reach, x1: b.x + reach, y1: b.y + reach };
  }
  function paint() {
    const dense = canvas.width / size.width, box = inSight();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    ctx.setTransform(dense * scale, 0, 0, dense * scale, dense * (size.width / 2 - centre.x * scale), dense * (size.height / 2 - centre.y * scale));
    on.before(ctx);
    const nodes = net.nodes.filter((n) => n.x > box.x0 && n.x < box.x1 && n.y > box.y0 && n.y < box.y1);
    if (!(moving && net.links.length > MOST_MOVING)) paintLinks(box, nodes.length);
    if (nodes.length <= MOST_PLAIN) for (const node of nodes) drawMark(net, ctx, node);
    else paintSprites(nodes, dense);
    on.drawn(ctx, Boolean(moving));
  }
  function paintLinks(box, marks) {
    const batches = new Map();
    for (const link of net.links) {
      const [a, b] = ends(link);
      if (Math.max(a.x, b.x) < box.x0 || Math.min(a.x, b.x) > box.x1 || Math.max(a.y, b.y) < box.y0 || Math.min(a.y, b.y) > box.y1) continue;
      const kind = (link.plan ? 1 : 0) + (link.conflict ? 2 : 0) + (net.focus || net.route.size || net.hovered ? 4 : 0);
      const key = kind < 4 ? kind : styleKey(link);
      if (!batches.has(key)) batches.set(key, { style: linkStyle(net, link), links: [] });
      batches.get(key).links.push([link, a, b]);
    }
    const arrows = marks <= MOST_PLAIN && !moving;
    for (const { style, links } of batches.values()) {
      Object.assign(ctx, { strokeStyle: style.color, fillStyle: style.color, lineWidth: style.width });
      ctx.setLineDash(style.dashes && !moving ? style.dashes : []);
      for (let from = 0; from < links.length; from += CHUNK) {
        ctx.beginPath();
        for (const [link, a, b] of links.slice(from, from + CHUNK)) trace(link, a, b);
        ctx.stroke();
      }
      ctx.setLineDash([]);
      if (arrows) for (const [link, a, b] of links) arrowHead(link, a, b, style.arrow);
    }
  }
  const styleKey = (link) => { const { color, width, dashes } = linkStyle(net, link); return `${color} ${width} ${Boolean(dashes)}`; };
  function trace(link, a, b) {
    const via = viaOf(link, a, b);
    ctx.moveTo(a.x, a.y);
    if (via) ctx.quadraticCurveTo(via.x, via.y, b.x, b.y); else ctx.lineTo(b.x, b.y);
  }
  function arrowHead(link, a, b, length) {
    const via = viaOf(link, a, b) ?? a, angle = Math.atan2(b.y - via.y, b.x - via.x), r = radius(net, b) + 1.5 * unit(net);
    const x = b.x - r * Math.cos(angle), y = b.y - r * Math.sin(angle);
    ctx.beginPath();
    ctx.moveTo(x, y);
    for (const turn of [0.36, -0.36]) ctx.lineTo(x - length * Math.cos(angle + turn), y - length * Math.sin(angle + turn));
    ctx.fill();
  }
  function paintSprites(nodes, dense) {
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    const left = size.width / 2 - centre.x * scale, top = size.height / 2 - centre.y * scale;
    const special = [], by = [scale, dense, net.focus, net.theme.paper, net.density];
    if (by.some((value, i) => value !== held.by[i])) held = { by, of: new Map() };
    for (const node of nodes) {
      if (node === net.selected || node === net.hovered || net.pinned.has(node.id)) { special.push(node); continue; }
      let sprite = held.of.get(node);
      if (!sprite) held.of.set(node, sprite = spriteOf(node, dense));
      ctx.drawImage(sprite, Math.round((node.x * scale + left) * dense - sprite.width / 2), Math.round((node.y * scale + top) * dense - sprite.height / 2));
    }
    ctx.restore();
    for (const node of special) drawMark(net, ctx, node);
  }
  function spriteOf(node, dense) {
    const pixels = Math.max(1.5, Math.round(radius(net, node) * scale * dense * 2) / 2), faded = Boolean(net.focus && !net.focus.has(node.id));
    const key = `${node.type} ${pixels} ${faded} ${node.conflict} ${net.theme.paper}`;
    if (!sprites.has(key)) {
      if (sprites.size > 900) sprites.clear();
      const u = dense, side = Math.ceil(pixels * 2.6 + 18 * u), sprite = h('canvas', { width: side, height: side });
      drawMark(net, sprite.getContext('2d'), node, { faded, x: side / 2, y: side / 2, r: pixels, u: Math.min(u, pixels / 5) });
      sprites.set(key, sprite);
    }
    return sprites.get(key);
  }

  function look({ position = centre, scale: zoom = scale, offset = { x: 0, y: 0 }, duration }) {
    const from = { ...centre, scale }, to = { x: position.x - offset.x / zoom, y: position.y - offset.y / zoom, scale: zoom };
    cancelAnimationFrame(flight);
    const go = (share) => {
      scale = from.scale * (to.scale / from.scale) ** share;
      centre = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    };
    if (!duration || calm.matches) { go(1); moved(); return; }
    const start = performance.now();
    const step = (now) => {
      const t = Math.min(1, Math.max(0, (now - start) / duration));
      go(t * t * (3 - 2 * t));
      moved();
      if (t < 1) flight = requestAnimationFrame(step);
    };
    flight = requestAnimationFrame(step);
  }
  const hand = createHand(frame, {
    grab: (p) => on.nodeAt(p),
    pan(dx, dy) { centre = { x: centre.x - dx / scale, y: centre.y - dy / scale }; moved(); on.panned(); },
    drag(node, p) { Object.assign(node, toWorld(p)); redraw(); },
    dropped: (node) => on.dragged(node.id),
    zoom(factor, p) {
      const before = toWorld(p);
      scale = on.limit(scale * factor);
      const after = toWorld(p);
      centre = { x: centre.x + before.x - after.x, y: centre.y + before.y - after.y };
      moved();
      on.zoomed();
    },
    click: on.click, open: on.open,
  });
  return {
    kind: 'canvas', frame, canvas: () => canvas, scale: () => scale, centre: () => centre, toScreen, toWorld, look,
    update: redraw, restyle: redraw, redraw,
    linkPoint: (link, along) => { const [a, b] = ends(link); return pointOn(a, viaOf(link, a, b), b, along); },
    linkDistance: (link, p) => { const [a, b] = ends(link); return distanceTo(a, viaOf(link, a, b), b, p); },
    via: (link) => viaOf(link, ...ends(link)),
    drawLink(_, link) {
      const [a, b] = ends(link), style = linkStyle(net, link);
      Object.assign(ctx, { strokeStyle: style.color, fillStyle: style.color, lineWidth: style.width });
      ctx.setLineDash(style.dashes || []);
      ctx.beginPath();
      trace(link, a, b);
      ctx.stroke();
      ctx.setLineDash([]);
      arrowHead(link, a, b, style.arrow);
    },
    destroy() {
      hand.destroy();
      observer.disconnect();
      cancelAnimationFrame(asked);
      cancelAnimationFrame(flight);
      clearTimeout(moving);
      frame.remove();
    },
  };
}
