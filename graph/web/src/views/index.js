// The views of what is shown, besides the network: [{ name, create }], with the words `view-NAME`. A view is
// { element, show(selection), destroy() }, and has `picture()`, a drawing, or `sheet()`, rows of words, for files.
import { create as conflicts } from './conflicts.js';
import { create as delivery } from './delivery.js';
import { create as map } from './map.js';
import { create as table } from './table.js';
import { create as timeline } from './timeline.js';

export const VIEWS = [
  { name: 'table', create: table }, { name: 'timeline', create: timeline }, { name: 'map', create: map }, { name: 'delivery', create: delivery }, { name: 'conflicts', create: conflicts },
];
