// Drawings as plain values, so that one description serves the page, the saved files and the tests.
//
// A tree is { tag, attributes, children, on }, its children trees and strings. Colours and fonts are written as
// CSS variables, `var(--ink)`: the page resolves them by itself, a saved file is given their values.

/** A tree; absent children (null, false, '') are left out, attributes that are null or false too. */
export function el(tag, attributes = {}, ...children) {
  const { on, ...rest } = attributes ?? {};
  return { tag, attributes: rest, on, children: children.flat(3).filter((child) => child != null && child !== false && child !== '') };
}

const present = (attributes) => Object.entries(attributes).filter(([, value]) => value != null && value !== false);
const written = (value) => (typeof value === 'number' ? String(Math.round(value * 100) / 100) : String(value));

/** The tree as elements of the page. */
export function toElement(tree) {
  if (typeof tree === 'string') return document.createTextNode(tree);
  const element = document.createElementNS('http://www.w3.org/2000/svg', tree.tag);
  for (const [key, value] of present(tree.attributes)) element.setAttribute(key, written(value));
  for (const [event, listener] of Object.entries(tree.on ?? {})) element.addEventListener(event, listener);
  element.append(...tree.children.map(toElement));
  return element;
}

// What XML 1.0 excludes, and the marks that would turn or hide a text.
const EXCLUDED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' };

/** The text as it may stand in XML, between tags and in attributes. */
export const escapeXml = (text) => String(text).replace(EXCLUDED, '').replace(/[&<>"\t\n\r]/g, (char) => ENTITIES[char]);

// Roles and places in the order of the Tab key mean something on the page only.
const ON_PAGE_ONLY = /^(?:role|tabindex|class|aria-.*|data-.*)$/;

/** The tree as XML; `resolve(name)` gives the value of a CSS variable. */
export function toXml(tree, resolve) {
  if (typeof tree === 'string') return escapeXml(tree);
  const attributes = present(tree.attributes).filter(([key]) => !ON_PAGE_ONLY.test(key))
    .map(([key, value]) => ` ${key}="${escapeXml(written(value).replace(/var\(--([\w-]+)\)/g, (_, name) => resolve(name)))}"`).join('');
  const inside = tree.children.map((child) => toXml(child, resolve)).join('');
  return inside ? `<${tree.tag}${attributes}>${inside}</${tree.tag}>` : `<${tree.tag}${attributes}/>`;
}
