// Small builders of elements. Every text enters the page as a text node.
import { isHan } from './text.js';

/** An element with attributes and children; `click` and other `on…` keys of `props` with a function become listeners. */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value !== false && value != null) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(2).filter((child) => child != null && child !== '' && child !== false));
  return element;
}

export function svg(tag, props, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

export const button = (click, ...children) => h('button', { type: 'button', click }, ...children);

/** A name or other text of the data, kept apart from the direction of writing around it and marked with its language. */
export const bdi = (lang, text) => h('bdi', isHan(text) !== (lang === 'zh') ? { lang: lang === 'zh' ? 'en' : 'zh-Hans' } : {}, text);

export const byId = (id) => document.getElementById(id);
