// What lies under the pointer, the tip beside it, and the keys of the drawing.
import { bdi, byId, h } from '../dom.js';
import { endsOf, isNode } from '../model.js';
import { radius } from './marks.js';

/** The thing or link at a point of the screen, labels included, or null. */
export function itemAt(net, p, slack) {
  const c = net.engine.toWorld(p), scale = net.engine.scale();
  return closest(net.nodes, (n) => Math.hypot(n.x - c.x, n.y - c.y) - radius(net, n), slack, scale)
    ?? net.placed.find((b) => b.n && p.x > b.x0 && p.x < b.x1 && p.y > b.y0 && p.y < b.y1)?.n
    ?? closest(net.links, (l) => net.engine.linkDistance(l, c), slack + 2, scale);
}

/** The thing whose mark is at a point, or null. */
export function nodeAt(net, p) {
  const c = net.engine.toWorld(p);
  return closest(net.nodes, (n) => Math.hypot(n.x - c.x, n.y - c.y) - radius(net, n), 2, net.engine.scale());
}

function closest(list, distance, within, scale) {
  let best = null;
  for (const item of list) {
    const d = distance(item) * scale;
    if (d < within) [best, within] = [item, d];
  }
  return best;
}

/** Follows the pointer over `frame`: what is under it is named by a tip; `changed(before, after)` tells. */
export function followPointer(net, frame, changed) {
  let waiting = false, last = null;
  const tip = byId('tip');
  frame.addEventListener('pointermove', (event) => {
    const bounds = frame.getBoundingClientRect();
    last = event.buttons || event.pointerType === 'touch' ? null : { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
    if (!waiting) requestAnimationFrame(() => { waiting = false; hover(last); });
    waiting = true;
  });
  frame.addEventListener('pointerleave', () => { last = null; hover(null); });
  function hover(p) {
    const item = p && itemAt(net, p, 4), before = net.hovered;
    if (item !== before) {
      net.hovered = item;
      changed(before, item);
      if (item) describe(item);
    }
    frame.style.cursor = item ? 'pointer' : 'grab';
    tip.hidden = !item || item === net.selected;
    if (tip.hidden) return;
    const right = frame.clientWidth - tip.offsetWidth - 4, fits = p.y + 22 + tip.offsetHeight < frame.clientHeight;
    tip.style.left = `${Math.max(4, Math.min(p.x + 14, right))}px`; // never under the pointer, never outside the drawing
    tip.style.top = `${fits ? p.y + 18 : p.y - tip.offsetHeight - 10}px`;
  }
  function describe(item) {
    const { words, model } = net, name = endsOf(model, item).map(words.nameOf).join(' → ');
    tip.replaceChildren(bdi(words.lang, name), h('span', null, isNode(model, item) ? words.classOf(item.type) : words.termOf(item.label)));
  }
}

/** The keys that work while the drawing has the focus; `act` names what they do. */
export function listenToKeys(net, frame, act) {
  frame.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = 60 / net.engine.scale(), { x, y } = net.engine.centre();
    const pan = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    const key = event.key.toLowerCase(), { zoomBy, fit } = net.camera;
    const actions = {
      '+': () => zoomBy(1.3), '=': () => zoomBy(1.3), '-': () => zoomBy(1 / 1.3), 0: () => fit(), n: () => act.step(1), b: () => act.step(-1),
      enter: act.read, e: act.expand, h: act.hide, delete: act.hide, p: act.pin, r: act.radial, '?': act.help,
    };
    if (pan) { net.engine.look({ position: { x: x + pan[0], y: y + pan[1] } }); net.moved = true; net.settle(); }
    else if (actions[key]) actions[key]();
    else return;
    event.preventDefault();
  });
}
