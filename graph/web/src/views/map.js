// The map: places with coordinates on outlines that the page carries; near places are one mark. No tile, no request.
import { bdi, button, h } from '../dom.js';
import { growing } from './growing.js';
import { countIn, drawMap, radiusOf } from './map-drawing.js';
import { cluster, isArea, placesOf } from './map-places.js';
import { createMeasure } from './measure.js';
import { boundsOf, fit, panBy, project, zoomBy } from './projection.js';
import { sameSelection } from './selection.js';
import { el, toElement } from './tree.js';
import { createViewport } from './viewport.js';

const STEP = 1.6, STRIDE = 60, FIRST = 40;

export function create({ model, words, select }) {
  const { t } = words, measure = createMeasure();
  let places = [], elsewhere = [], projection = null, drag = null, held = null, moved = false;

  const canvas = h('div', { class: 'map-canvas', role: 'group', tabindex: 0, keydown: onKey, pointerdown: onDown, wheel: onWheel });
  const note = h('p', { class: 'view-note' }), list = h('div', { class: 'map-list' });
  const tools = h('div', { class: 'view-tools', role: 'group' }), credit = h('p', { class: 'map-credit' });
  const element = h('section', { class: 'view map' },
    tools, note, h('div', { class: 'map-main' }, h('div', { class: 'map-frame' }, canvas, credit), list));
  const viewport = createViewport(canvas, resized);

  function label() { // all that is in words around the drawing
    const tool = (key, sign, click) => h('button', { type: 'button', class: 'tool', 'aria-label': t(key), title: t(key), click }, sign);
    const named = (key, click) => h('button', { type: 'button', class: 'tool', click }, t(key));
    element.setAttribute('aria-label', t('view-map'));
    canvas.setAttribute('aria-label', t('map-keys'));
    tools.setAttribute('aria-label', t('map-tools'));
    tools.replaceChildren(tool('zoomIn', '+', () => zoom(STEP)), tool('zoomOut', '−', () => zoom(1 / STEP)), named('map-fit', () => refit()), named('map-world', () => refit([])));
    credit.textContent = t('map-credit');
  }

  const height = () => Math.round(Math.min(Math.max(viewport.width() * 0.62, 300), 620));
  const nameOf = (c) => { // the place with most statements, and how many more
    const name = words.nameOf(model.nodes.get(c.members[0].id));
    return c.members.length > 1 ? t('map-more', name, c.members.length - 1) : name;
  };
  const describe = (c) => [c.members.map((place) => words.nameOf(model.nodes.get(place.id))).slice(0, 6).join(', '), t('counts', countIn(c)), isArea(model, c) && t('map-area'), c.members.length > 1 && t('map-cluster', c.members.length)].filter(Boolean).join('. ');
  const colorOf = (c) => model.classByName.get(model.nodes.get(c.members[0].id).type)?.color ?? 'var(--muted)';

  function trees(on) {
    const most = Math.max(...places.map((place) => place.statements.length), 1);
    const { width, height: tall } = projection, inSight = ({ x, y, r }) => x > -r && x < width + r && y > -r && y < tall + r;
    const clusters = cluster(places, { spot: (place) => project(projection, place), radius: (count) => radiusOf(count, most) }).filter(inSight);
    return drawMap({ clusters, projection, nameOf, colorOf, isArea: (c) => isArea(model, c), describe, measure, on, kilometres: (km) => t('map-km', words.number(km)) });
  }

  function draw() {
    if (!projection) return;
    const { width } = projection, focused = canvas.contains(document.activeElement) && document.activeElement.dataset?.key;
    canvas.replaceChildren(toElement(el('svg', { width, height: projection.height, viewBox: `0 0 ${width} ${projection.height}` }, trees((c) => ({ click: () => open(c) })))));
    if (focused) ([...canvas.querySelectorAll('.map-mark')].find((mark) => mark.dataset.key === focused) ?? canvas).focus();
  }

  function refit(on = places) {
    moved = false;
    projection = fit(boundsOf(on), viewport.width(), height());
    draw();
  }
  function look(next) { // where the reader has moved the map it stays, whatever becomes of the window
    projection = next;
    moved = true;
    draw();
  }
  const zoom = (factor, point) => look(zoomBy(projection, factor, point)), pan = (dx, dy) => look(panBy(projection, dx, dy));
  function resized() {
    if (moved) look({ ...projection, width: viewport.width(), height: height() }); else refit();
  }

  function open(c) { // several places: nearer, as long as that parts them; else the list says what they are
    if (c.members.length === 1) { select('node', c.members[0].id); return; }
    const apart = c.members.some((place) => place.lat !== c.members[0].lat || place.lon !== c.members[0].lon);
    if (apart && projection.scale < 11_000) {
      const point = project(projection, c.members[0]);
      look(panBy(zoomBy(projection, 3, point), (point.x - projection.width / 2) * 0.9, (point.y - projection.height / 2) * 0.9));
    } else list.querySelector(`[data-place="${CSS.escape(c.members[0].id)}"]`)?.focus();
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = { ArrowLeft: [-STRIDE, 0], ArrowRight: [STRIDE, 0], ArrowUp: [0, -STRIDE], ArrowDown: [0, STRIDE] }[event.key];
    if ((event.key === 'Enter' || event.key === ' ') && event.target.classList?.contains('map-mark')) event.target.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    else if (move) pan(...move);
    else if (event.key === '+' || event.key === '=') zoom(STEP);
    else if (event.key === '-') zoom(1 / STEP);
    else if (event.key === '0') refit();
    else return;
    event.preventDefault();
  }
  function onWheel(event) { // only with the Control key, or the page could not be scrolled over a map
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = canvas.getBoundingClientRect();
    zoom(event.deltaY < 0 ? STEP : 1 / STEP, { x: event.clientX - box.left, y: event.clientY - box.top });
  }
  function onDown(event) {
    if (event.button || event.target.closest('.map-place')) return;
    drag = { x: event.clientX, y: event.clientY };
    canvas.setPointerCapture(event.pointerId);
    const move = ({ clientX, clientY }) => { pan(drag.x - clientX, drag.y - clientY); drag = { x: clientX, y: clientY }; };
    canvas.addEventListener('pointermove', move);
    for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => canvas.removeEventListener('pointermove', move), { once: true });
  }

  function listPlaces() {
    const row = (place) => h('li', null, h('button', { type: 'button', 'data-place': place.id, click: () => select('node', place.id) },
      h('span', null, bdi(words.lang, words.nameOf(model.nodes.get(place.id))), model.nodes.get(place.id).area && h('span', { class: 'quiet' }, ` ${t('map-area')}`)), h('span', { class: 'count' }, words.number(place.statements.length))),
    place.things.length > 0 && h('details', null, h('summary', null, t('map-things', place.things.length)), names(place.things)));
    const listed = h('ul', { class: 'map-places' });
    list.replaceChildren(...[
      h('h3', null, t('map-places')), listed, growing(listed, places, { step: FIRST, line: row, words }),
      elsewhere.length > 0 && h('details', null, h('summary', null, t('map-elsewhere', elsewhere.length)), names(elsewhere.map((node) => node.id)))].filter(Boolean));
  }
  function names(ids) {
    const collator = words.collator(), named = ids.map((id) => [id, words.nameOf(model.nodes.get(id))]).sort((a, b) => collator.compare(a[1], b[1]));
    const listed = h('ul', { class: 'map-names' }), line = ([id, name]) => h('li', null, button(() => select('node', id), bdi(words.lang, name)));
    return [listed, growing(listed, named, { step: FIRST, line, words })];
  }

  return {
    element,
    show(selection) {
      ({ places, elsewhere } = placesOf(model, selection));
      label();
      note.textContent = places.length ? [t('map-count', places.length), places.some((place) => model.nodes.get(place.id).area) && t('map-areas')].filter(Boolean).join(' ') : t('map-none');
      listPlaces();
      if (sameSelection(held, selection)) draw(); else refit();
      held = selection;
    },
    /** The map as it stands, for a file. */
    picture: () => ({ tree: trees(() => undefined), width: projection.width, height: projection.height }),
    destroy() { viewport.stop(); },
  };
}
