// The panel beside the drawing: what is in it follows the page's state; opening and closing keep the keyboard where it belongs.
import { byId } from '../dom.js';
import { findLink } from '../state.js';
import { linkPanel, statementPanel } from './evidence.js';
import { keysPanel } from './keys.js';
import { nodePanel } from './node.js';
import { pathPanel } from './path.js';
import { createStatements } from './statement.js';
import { tablePanel } from './table.js';

const UNCHOSEN = { kind: 'all', order: 'source', all: false };

/** The panel: `show(grab)` brings it in line with the state, `refill()` after words or filters have changed. */
export function createPanel(page) {
  const element = byId('panel'), body = byId('panel-body'), say = createStatements(page);
  let opener = null, choice = UNCHOSEN, shown = null;
  const parts = ([kind, ...rest]) => ({
    node: () => nodePanel(page, say, page.model.nodes.get(rest[0]), choice),
    link: () => linkPanel(page, say, findLink(page.model, ...rest)),
    statement: () => statementPanel(page, say, page.model.statements[rest[0]]),
    path: () => pathPanel(page, say, rest),
    table: () => tablePanel(page, say),
    keys: () => keysPanel(page),
  })[kind]();
  function refill() {
    if (!page.store.state.panel) return;
    const open = new Set([...body.querySelectorAll('details[open] > summary')].map((summary) => summary.textContent));
    body.replaceChildren(...parts(page.store.state.panel).flat(2).filter(Boolean));
    for (const summary of body.querySelectorAll('details > summary')) if (open.has(summary.textContent)) summary.parentElement.open = true;
  }
  page.choose = (patch, focus) => {
    choice = { ...choice, ...patch };
    refill();
    if (focus) body.querySelector(focus)?.focus();
  };
  return {
    refill,
    element,
    show(grab) {
      const { panel } = page.store.state, inside = element.contains(document.activeElement);
      if (!panel) {
        const was = !element.hidden;
        element.hidden = true;
        shown = null;
        if (was && inside) (opener?.isConnected && opener !== document.body ? opener : page.frame()).focus();
        return;
      }
      if (!inside) opener = document.activeElement;
      const key = JSON.stringify(panel);
      if (key !== shown) choice = UNCHOSEN;
      element.hidden = false;
      const held = inside && document.activeElement.id;
      refill();
      if (key !== shown) element.scrollTop = 0;
      shown = key;
      if (grab) byId('panel-title').focus();
      else if (inside && !element.contains(document.activeElement)) (byId(held) ?? byId('panel-title')).focus();
    },
    describe: () => say,
  };
}
