// The width of words in the type of the page.
import { isHan } from '../text.js';

/** A function that gives the width in pixels of a text of 12 pixels, or of another size; it remembers what it measured. */
export function createMeasure() {
  const context = document.createElement('canvas').getContext('2d'), known = new Map();
  const style = getComputedStyle(document.documentElement);
  const face = { han: style.getPropertyValue('--sans-zh') || 'sans-serif', latin: style.getPropertyValue('--sans-en') || 'sans-serif' };
  return (text, size = 12) => {
    const key = `${size} ${text}`;
    if (!known.has(key)) {
      context.font = `${size}px ${isHan(text) ? face.han : face.latin}`;
      known.set(key, context.measureText(text).width);
    }
    return known.get(key);
  };
}
