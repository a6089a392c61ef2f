// Mouse, pen and fingers on a drawing: pan, drag a thing, zoom with the wheel or two fingers, click, double click.

const SLACK = 4; // px that a click may wander

/** Listens on `frame`; `on` is { grab(p) -> thing or null, pan, drag, dropped, zoom, click, open }; `destroy()` ends it. */
export function createHand(frame, on) {
  const fingers = new Map(), ending = new AbortController(), options = { signal: ending.signal };
  let held = null, start = null, wandered = false, apart = 0;
  const at = (event) => { const box = frame.getBoundingClientRect(); return { x: event.clientX - box.left, y: event.clientY - box.top }; };
  frame.addEventListener('pointerdown', (event) => {
    if (event.button > 0) return;
    try { frame.setPointerCapture(event.pointerId); } catch { /* a pointer that has gone already, or a test's */ }
    fingers.set(event.pointerId, at(event));
    if (fingers.size === 1) { start = at(event); wandered = false; held = on.grab(start); }
    else { held = null; wandered = true; apart = spread(); }
  }, options);
  frame.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId), p = at(event);
    if (!before) return;
    wandered ||= Math.hypot(p.x - start.x, p.y - start.y) > SLACK;
    if (!wandered) return;
    fingers.set(event.pointerId, p);
    if (fingers.size > 1) {
      const now = spread();
      if (apart > 0) on.zoom(now / apart, middle());
      apart = now;
      on.pan((p.x - before.x) / fingers.size, (p.y - before.y) / fingers.size);
    } else if (held) on.drag(held, p);
    else on.pan(p.x - before.x, p.y - before.y);
  }, options);
  const lift = (event) => {
    if (!fingers.delete(event.pointerId) || fingers.size) return;
    if (!wandered && event.type === 'pointerup') on.click(at(event), event.pointerType === 'touch');
    else if (held) on.dropped(held);
    held = null;
  };
  frame.addEventListener('pointerup', lift, options);
  frame.addEventListener('pointercancel', lift, options);
  frame.addEventListener('dblclick', (event) => on.open(at(event)), options);
  frame.addEventListener('wheel', (event) => {
    event.preventDefault();
    on.zoom(Math.exp(-Math.max(-120, Math.min(120, event.deltaY)) / 500), at(event));
  }, { ...options, passive: false });
  const two = () => [...fingers.values()].slice(0, 2);
  const spread = () => { const [a, b] = two(); return Math.hypot(a.x - b.x, a.y - b.y); };
  const middle = () => { const [a, b] = two(); return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }; };
  return { destroy: () => ending.abort() };
}
