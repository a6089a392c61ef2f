// The heading of the panel, which takes the focus when the keyboard opened it.
import { h } from '../dom.js';

export const heading = (...children) => h('h2', { id: 'panel-title', tabindex: -1 }, ...children);
