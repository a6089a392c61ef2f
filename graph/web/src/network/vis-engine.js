// The network drawn by vis-network, which the page carries through pyvis: up to a few thousand things.
import { calm } from '../theme.js';
import { pointOn, viaOf } from './curve.js';
import { drawMark, linkStyle, radius } from './marks.js';

const MOST_MOVING = 1_500; // links beyond which they are left out while the picture moves
const STILL = 140; // ms after the last movement

/** An engine over `net`; `on` is { click, open, drawn, before, zoomed, dragged, moved, resized }. See canvas-engine.js for what engines do. */
export function createVisEngine(net, host, options, on) {
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const byNode = (id) => net.model.nodes.get(id);
  const network = new vis.Network(host, { nodes, edges }, {
    ...options, physics: false, configure: false, layout: { improvedLayout: false },
    nodes: { shape: 'custom', ctxRenderer: ({ ctx, id }) => ({ drawNode: () => drawMark(net, ctx, byNode(id)) }), chosen: false },
    edges: { chosen: false, selectionWidth: 0, selfReference: { size: 14 } },
    interaction: { dragNodes: true, hover: false, selectConnectedEdges: false, multiselect: false },
  });
  const follow = (ids) => {
    for (const [id, place] of Object.entries(network.getPositions(ids))) Object.assign(byNode(id), place);
  };
  let moving = 0;
  const stir = () => { // the picture is drawn with less detail until it has come to rest
    clearTimeout(moving);
    moving = setTimeout(() => { moving = 0; network.redraw(); }, STILL);
  };
  network.on('beforeDrawing', on.before);
  network.on('afterDrawing', (ctx) => on.drawn(ctx, Boolean(moving)));
  network.on('click', ({ pointer, event }) => on.click(pointer.DOM, event?.pointerType === 'touch'));
  network.on('doubleClick', ({ pointer }) => on.open(pointer.DOM));
  network.on('zoom', () => { stir(); on.zoomed(); });
  network.on('dragging', ({ nodes: ids }) => { stir(); follow(ids); });
  network.on('dragEnd', ({ nodes: ids }) => {
    follow(ids);
    if (ids.length) on.dragged(ids[0]);
    network.unselectAll();
    on.panned();
  });
  network.on('animationFinished', () => on.moved());
  network.on('resize', () => on.resized());
  window.shuguNetwork = network;
  const line = (link) => network.body.edges[link.id];
  return {
    kind: 'vis',
    frame: host.firstElementChild,
    canvas: () => host.querySelector('canvas'),
    scale: () => network.getScale(),
    centre: () => network.getViewPosition(),
    toScreen: (p) => network.canvasToDOM(p),
    toWorld: (p) => network.DOMtoCanvas(p),
    look: ({ position, scale, offset, duration }) => network.moveTo({
      ...(position && { position }), ...(scale && { scale }), ...(offset && { offset }),
      animation: Boolean(duration) && !calm.matches && { duration, easingFunction: 'easeInOutQuad' },
    }),
    update() {
      const seen = new Set(net.nodes.map((n) => n.id)), seenLinks = new Set(net.links.map((l) => l.id));
      edges.remove(edges.getIds().filter((id) => !seenLinks.has(id)));
      nodes.remove(nodes.getIds().filter((id) => !seen.has(id)));
      nodes.update(net.nodes.map((n) => ({ id: n.id, x: n.x, y: n.y, size: radius(net, n) })));
      for (const id of seen) network.body.nodes[id].needsRefresh(); // else arrows end where the mark's old size was
      edges.update(net.links.map((l) => edge(l)));
      const many = net.links.length > MOST_MOVING;
      network.renderer.setOptions({ hideEdgesOnDrag: many, hideEdgesOnZoom: many });
    },
    restyle: (links) => edges.update(links.filter((l) => edges.get(l.id)).map((l) => edge(l))),
    redraw: () => network.redraw(),
    linkPoint(link, along) { // a picture may be asked for before vis-network knows the link
      const a = byNode(link.from), b = byNode(link.to);
      return line(link)?.connected ? line(link).edgeType.getPoint(along) : pointOn(a, viaOf(link, a, b), b, along);
    },
    linkDistance(link, p) { // vis-network's own test has a fixed reach in layout units, useless at most zooms
      const { from, to, connected, edgeType } = line(link) ?? {};
      return connected ? edgeType.getDistanceToEdge(from.x, from.y, to.x, to.y, p.x, p.y) : Infinity;
    },
    via: (link) => (link.bend ? line(link)?.edgeType.getViaNode?.() : null) ?? null,
    drawLink(ctx, link) {
      line(link)?.draw(ctx);
      line(link)?.drawArrows(ctx);
    },
    destroy() {
      clearTimeout(moving);
      network.destroy();
      if (window.shuguNetwork === network) window.shuguNetwork = null;
    },
  };
  function edge(link) {
    const { color, width, dashes, arrow } = linkStyle(net, link);
    return {
      id: link.id, from: link.from, to: link.to, width, smooth: link.bend, color: { color, inherit: false }, dashes,
      arrows: { to: { enabled: true, scaleFactor: Math.max(0, arrow - 3 * width) / 15 } }, // vis draws 15 × scale + 3 × width
    };
  }
}
