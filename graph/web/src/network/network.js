// The network view: holds what is drawn, gives things their places, and chooses the engine by how much there is to draw.
import { byId } from '../dom.js';
import { endsOf } from '../model.js';
import { createCamera } from './camera.js';
import { createCanvasEngine } from './canvas-engine.js';
import { drawAxis, drawLabels } from './labels.js';
import { radius } from './marks.js';
import { followPointer, itemAt, listenToKeys, nodeAt } from './pointing.js';
import { placeAround } from './radial.js';
import { createVisEngine } from './vis-engine.js';

/** Beyond these numbers vis-network no longer follows the hand on a slow machine; see docs/explorer.md for the figures. */
export const MOST_FOR_VIS = { nodes: 1500, links: 3000 };
const SETTLED = 160; // ms

/**
 * The view in #network. `act` is { choose(item or null), expand(node), dragged(id, place), looked(), step, read, hide, pin, radial, help }.
 * `show({ nodes, links, selected, route, pinned, layout, centre })` brings it in line with the page's state.
 */
export function createNetwork({ model, words, theme, options, act }) {
  const host = byId('network');
  const net = {
    model, words, theme, engine: null, nodes: [], links: [], byWeight: [], drawn: new Set(), selected: null, hovered: null, focus: null, route: new Set(),
    pinned: new Map(), layout: 'force', centre: null, fitScale: 1, density: 1, stretch: 1, moved: false, placed: [], top: null,
  };
  net.camera = createCamera(net);
  let around = { key: null, places: new Map() }, timer = 0;

  // A force layout or one by time has no right proportions; rings have.
  const stretch = () => (net.layout === 'radial' ? 1 : net.stretch);
  net.place = () => {
    if (net.layout === 'radial') {
      const key = [net.centre, ...net.drawn].join('\n');
      if (around.key !== key) around = { key, places: placeAround(net.centre, new Set([...net.drawn, net.centre]), net.links) };
    }
    for (const n of net.nodes) {
      const [x, y] = net.pinned.get(n.id) ?? placeOf(n);
      n.x = x;
      n.y = y * stretch();
    }
  };
  const placeOf = net.placeOf = (n) => (net.layout === 'time' ? [n.tx ?? n.x0, n.ty ?? n.y0] : net.layout === 'radial' ? around.places.get(n.id) : [n.x0, n.y0]);
  net.settle = () => { clearTimeout(timer); timer = setTimeout(() => { net.engine.update(); act.looked(); }, SETTLED); }; // widths of lines follow the zoom

  const on = {
    before: (ctx) => drawAxis(net, ctx),
    drawn(ctx, moving = false) {
      drawLabels(net, ctx, moving);
      if (net.nodes.length && !performance.getEntriesByName('shugu-first-picture').length) performance.mark('shugu-first-picture');
    },
    click: (p, touch) => act.choose(itemAt(net, p, touch ? 14 : 4)),
    open: (p) => { const node = nodeAt(net, p); if (node) act.expand(node); },
    nodeAt: (p) => nodeAt(net, p),
    limit: net.camera.limit,
    zoomed() {
      net.moved = true;
      const scale = net.engine.scale();
      if (net.camera.limit(scale) !== scale) net.engine.look({ scale: net.camera.limit(scale) });
      net.settle();
    },
    dragged(id) {
      const node = model.nodes.get(id);
      act.dragged(id, [Math.round(node.x), Math.round(node.y / stretch())]);
    },
    moved: () => net.settle(),
    panned() { net.moved = true; net.settle(); },
    resized() { if (!net.moved) net.camera.fit(true); },
  };
  function useEngine() {
    const wanted = net.nodes.length > MOST_FOR_VIS.nodes || net.links.length > MOST_FOR_VIS.links ? 'canvas' : 'vis';
    if (net.engine?.kind === wanted) return false;
    const focused = net.engine?.frame.contains(document.activeElement);
    net.engine?.destroy();
    net.engine = (wanted === 'vis' ? createVisEngine : createCanvasEngine)(net, host, options, on);
    const { frame } = net.engine;
    Object.assign(frame, { tabIndex: 0 });
    frame.setAttribute('role', 'group');
    frame.setAttribute('aria-label', words.t('canvas'));
    followPointer(net, frame, (before, after) => { net.engine.restyle([before, after].filter((item) => item && 'from' in item)); net.engine.redraw(); });
    listenToKeys(net, frame, act);
    if (focused) frame.focus();
    return true;
  }

  const view = {
    net,
    get frame() { return net.engine.frame; },
    /** Draws what is given; looks at all of it where `fit` is set or the engine is a new one. */
    show(scene, { fit = false, still = false } = {}) {
      const { nodes, links, selected, route, pinned, layout, centre } = scene;
      Object.assign(net, { selected, route, pinned, layout, centre, links, drawn: nodes, nodes: [...nodes].map((id) => model.nodes.get(id)) });
      net.byWeight = [...net.nodes].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
      net.focus = focusOf(scene);
      const fresh = useEngine();
      net.place();
      if (fit || fresh) net.camera.fit(still || fresh); else net.engine.update();
      net.engine.redraw();
    },
    /** Brings the chosen thing or link into the free area: to its middle where `seek`, else only where it is covered. */
    seek(item, seek) {
      const round = net.nodes.filter((n) => net.focus?.has(n.id)), area = net.camera.freeArea(), ends = endsOf(model, item);
      const covered = (n) => { const p = net.engine.toScreen(n); return p.x < 16 || p.y < 16 || p.x > area.width - 16 || p.y > area.height - 8; };
      if (seek && round.length) net.camera.lookAt(round);
      else if (round.some(covered)) net.camera.lookAt(round, { closest: net.engine.scale(), least: net.engine.scale() * 0.6, middle: ends });
      net.moved = true;
      byId('tip').hidden = true;
    },
    seekAll(ids) { const list = net.nodes.filter((n) => ids.has(n.id)); if (list.length) net.camera.lookAt(list); },
    camera: () => { const { x, y } = net.engine.centre(); return net.moved ? [x, y / stretch(), net.engine.scale()] : null; },
    look([x, y, scale]) {
      net.moved = true;
      net.engine.look({ position: { x, y: y * stretch() }, scale });
    },
    /** Where a thing stands, as `pinned` keeps it. */
    placeOf: (n) => [Math.round(n.x), Math.round(n.y / stretch())],
    speak: () => net.engine?.frame.setAttribute('aria-label', words.t('canvas')),
    /** The picture as values, in pixels of the screen, for files. */
    drawing() {
      const scale = net.engine.scale(), at = net.engine.toScreen, { clientWidth: width, clientHeight: height } = net.engine.canvas();
      return {
        width, height, canvas: net.engine.canvas(), paper: theme.paper, axis: layoutAxis(net, at),
        nodes: net.nodes.map((n) => ({ id: n.id, type: n.type, ...at(n), r: radius(net, n) * scale, fill: theme.fill(n.type), rim: theme.rim(n.type), conflict: n.conflict })),
        links: net.links.map((l) => {
          const [a, b] = endsOf(model, l), via = net.engine.via(l);
          return { id: l.id, from: at(a), to: at(b), via: via && at(via), plan: l.plan, conflict: l.conflict, color: l.conflict ? theme.conflict : theme.edge };
        }),
        labels: net.placed.map(({ lines, x, y, x0, x1, align, size, color, font }) => ({ lines, x, y, x0, x1, align, size, color, font })),
      };
    },
  };
  return view;
}

const layoutAxis = (net, at) => (net.layout === 'time' ? net.model.axis.map(({ year, x }) => ({ year, x: at({ x, y: 0 }).x })) : []);

function focusOf({ selected, route, nodes, links }) { // the ids of what stays bright: the chosen and what is beside it, or a way
  if (route.size) return new Set([...route].flatMap((l) => [l.from, l.to]));
  if (!selected) return null;
  const near = 'from' in selected ? [selected] : links.filter((l) => l.from === selected.id || l.to === selected.id);
  return new Set(['from' in selected ? null : selected.id, ...near.flatMap((l) => [l.from, l.to])].filter((id) => id && nodes.has(id)));
}


