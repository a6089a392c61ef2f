// The cells of a row in a dialog; names are offered, and what is wrong with a cell stands beside it.
import { bdi, button, h } from '../dom.js';

const OFFERS = { subject: 'things', object: 'things', place: 'things', speaker: 'things', property: 'properties', unit: 'units', basis: 'bases', comparator: 'comparators' };

/** Opens the dialog. `save(cells)` promises the faults of the cells, or null where they are written. */
export function editRow({ item, names, t, save, close }) {
  const lang = document.documentElement.lang;
  const fields = Object.entries(names.columns).map(([column, word]) => {
    const offer = OFFERS[column];
    const named = h('span', { class: 'faint' });
    const call = () => { const name = names[offer]?.[input.value] ?? ''; named.replaceChildren(name === input.value ? '' : bdi(lang, name)); };
    const input = h('input', { type: 'text', id: `cell-${column}`, value: item.cells[column], list: offer ? `offer-${offer}` : null, autocomplete: 'off', spellcheck: 'false', input: call });
    const fault = h('span', { class: 'fault', id: `fault-${column}` });
    input.setAttribute('aria-describedby', fault.id);
    call();
    return { column, input, fault, element: h('div', { class: 'cell' }, h('label', { for: input.id }, bdi(lang, word)), input, named, fault) };
  });
  const list = (name) => h('datalist', { id: `offer-${name}` }, Object.entries(names[name]).map(([value, label]) => h('option', { value }, label)));
  const other = h('p', { class: 'fault', role: 'alert' });
  const form = h('form', { method: 'dialog', submit: store },
    h('h2', { id: 'edit-title' }, t('editTitle')), h('p', { class: 'faint' }, t('nothingCell')), other,
    h('div', { class: 'cells' }, fields.map((field) => field.element)),
    [...new Set(Object.values(OFFERS))].map(list),
    h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary' }, t('save')), button(() => dialog.close(), t('cancel'))));
  const dialog = h('dialog', { 'aria-labelledby': 'edit-title', close: () => (dialog.remove(), close()) }, form);
  document.body.append(dialog);
  dialog.showModal();
  fields[0].input.focus();

  async function store(event) {
    event.preventDefault();
    const cells = Object.fromEntries(fields.map(({ column, input }) => [column, input.value]));
    const faults = await save(cells);
    if (!faults) {
      dialog.close();
      return;
    }
    for (const { column, fault, input } of fields) {
      fault.textContent = faults.filter(([name]) => name === column).map(([, , reason]) => reason).join('; ');
      input.setAttribute('aria-invalid', String(fault.textContent !== ''));
    }
    other.textContent = faults.filter(([name]) => !(name in names.columns)).map(([, ...words]) => words.filter(Boolean).join(': ')).join('; ');
    fields.find(({ fault }) => fault.textContent)?.input.focus();
  }
  return dialog;
}
