// The width that a drawing has, and the news that it changed.

/** Calls `changed` when the width of an element has changed; `width()` is the width now, or 800 while it is not on the page. */
export function createViewport(element, changed) {
  let known = 0;
  const observer = new ResizeObserver(() => {
    const now = Math.floor(element.clientWidth);
    if (now && now !== known) {
      known = now;
      changed();
    }
  });
  observer.observe(element);
  const width = () => { known = Math.floor(element.clientWidth) || known; return known || 800; }; // what is drawn at a width need not be drawn at it again
  return { width, stop: () => observer.disconnect() };
}
