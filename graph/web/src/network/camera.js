// Where a reader looks: the part of the drawing that is not covered, and the ways to fit things into it.
import { byId } from '../dom.js';
import { range } from '../model.js';

/** The camera of `net`: freeArea(), lookAt(nodes, options), fit(still), zoomBy(factor), limit(scale), barHeight(). */
export function createCamera(net) {
  function freeArea() { // the part of the drawing that neither the buttons nor the panel cover
    const stage = byId('network').getBoundingClientRect(), panel = byId('panel').getBoundingClientRect();
    let width = stage.width, height = stage.height - byId('bar').offsetHeight - 20;
    if (panel.width > stage.width * 0.75) height = Math.max(120, panel.top - stage.top); // the sheet of a phone
    else if (panel.width && panel.left < stage.right) width = Math.max(180, panel.left - stage.left);
    return { width, height, stage };
  }
  const barHeight = () => byId('toolbar').offsetHeight;
  const top = () => barHeight() + (net.layout === 'time' ? 16 : 0); // the years
  function lookAt(nodes, { closest = net.fitScale * 2, least = 0, middle = nodes, fit = false, still = false } = {}) {
    const { width, height, stage } = freeArea();
    const bounds = (list) => [...range(list.map((n) => n.x)), ...range(list.map((n) => n.y))];
    let [x0, x1, y0, y1] = bounds(nodes);
    let room = Math.min((width - Math.min(128, width * 0.2)) / (x1 - x0 || 400), (height - top() - Math.min(72, height * 0.2)) / (y1 - y0 || 400));
    room = Math.max(room, 1e-4); // where a sheet leaves nothing free
    if (fit) {
      room = Math.min(room, 2); // a few things need not fill a window
      net.fitScale = room;
      net.density = Math.min(1.15, 0.7 + width / 2700, Math.max(0.5, Math.sqrt((width * height) / nodes.length) / 66));
    } else if (room < least) [x0, x1, y0, y1] = bounds(middle); // all of it would be too small to read
    net.engine.look({
      position: { x: (x0 + x1) / 2, y: (y0 + y1) / 2 }, scale: fit ? room : Math.max(least, Math.min(room, closest)),
      offset: { x: (width - stage.width) / 2, y: (height + top() - stage.height) / 2 }, duration: still ? 0 : 320,
    });
  }
  function fit(still = false) {
    const { width, height } = freeArea();
    if (byId('panel').hidden && net.nodes.length && net.layout !== 'radial') { // on an upright screen it is drawn out to fill the height
      const places = net.nodes.map((n) => net.placeOf(n)), [x0, x1] = range(places.map(([x]) => x)), [y0, y1] = range(places.map(([, y]) => y));
      const most = net.layout === 'time' ? 6 : height > width ? 4 : 1.4;
      net.stretch = Math.min(most, Math.max(0.9, ((x1 - x0) * (height - top() - 70)) / ((width - 110) * (y1 - y0 || 1))));
      net.place();
    }
    net.moved = false;
    if (net.nodes.length) lookAt(net.nodes, { fit: true, still });
    net.engine.update();
  }
  const limit = (scale) => Math.min(net.fitScale * 14, Math.max(net.fitScale * 0.35, scale));
  return {
    freeArea, lookAt, fit, limit, barHeight,
    zoomBy(factor) {
      net.moved = true;
      net.engine.look({ scale: limit(net.engine.scale() * factor), duration: 140 });
      net.settle();
    },
  };
}
