// The keys of the page, listed.
import { h } from '../dom.js';
import { heading } from './heading.js';

const KEYS = ['search', 'move', 'zoom', 'fit', 'next', 'read', 'expand', 'hide', 'pin', 'around', 'undo', 'redo', 'close', 'help'];

export const keysPanel = ({ words: { t } }) => [heading(t('keys')), h('p', { class: 'names' }, t('keysNote')),
  h('table', { class: 'table keys' }, h('thead', { class: 'vh' }, h('tr', null, h('th', { scope: 'col' }, t('key')), h('th', { scope: 'col' }, t('does')))),
    h('tbody', null, KEYS.map((key) => {
      const [press, does] = t(`key-${key}`).split(' — ');
      return h('tr', null, h('th', { scope: 'row' }, press.split(' / ').map((k) => h('kbd', null, k))), h('td', null, does));
    })))];
