// The field for a query: YASQE, with completion from the graph, prefixes filled in, faults marked.
import Yasqe from '@zazuko/yasqe';
import { findTerms, missingPrefixes, shorten, variablesOf, wordBefore } from './complete.js';

/** The field in place of a textarea; `run` is called for Ctrl+Enter, `terms()` promises prefixes and terms. */
export function createField(textarea, { label, run, terms, find }) {
  const place = document.createElement('div');
  place.className = 'field';
  textarea.hidden = true;
  textarea.after(place);
  const yasqe = new Yasqe(place, {
    persistenceId: null, consumeShareLink: null, createShareableLink: null, showQueryButton: false, resizeable: false,
    autocompleters: [], syntaxErrorCheck: false, collapsePrefixesOnLoad: false, lineWrapping: true, lineNumbers: true,
    foldGutter: false, gutters: ['CodeMirror-linenumbers'], highlightSelectionMatches: false, value: textarea.value, viewportMargin: Infinity,
  });
  yasqe.setValue(textarea.value);
  yasqe.setSize(null, null);
  // Tab leaves the field, as everywhere else on the page.
  yasqe.setOption('extraKeys', { 'Ctrl-Enter': run, 'Cmd-Enter': run, 'Ctrl-Space': () => complete(yasqe, terms, find), Tab: false, 'Shift-Tab': false });
  const input = yasqe.getInputField();
  input.setAttribute('aria-label', label);
  input.setAttribute('aria-describedby', 'keys');
  let mark = null;
  const clear = () => {
    mark?.text?.clear();
    if (mark) yasqe.removeLineClass(mark.line, 'wrap', 'fault-line');
    mark = null;
  };
  yasqe.on('change', () => {
    textarea.value = yasqe.getValue();
    clear();
  });
  yasqe.on('inputRead', (_, change) => {
    if (/^[\w:]$/.test(change.text.at(-1)) && wordBefore(yasqe.getLine(yasqe.getCursor().line), yasqe.getCursor().ch).text.match(/^\w+:\w+$/)) complete(yasqe, terms, find);
  });
  return {
    get value() {
      return yasqe.getValue();
    },
    set value(text) {
      yasqe.setValue(text);
    },
    focus: () => yasqe.focus(),
    /** Adds the prefixes that the query uses and does not declare. */
    fillPrefixes: async () => {
      const missing = missingPrefixes(yasqe.getValue(), (await terms()).prefixes);
      if (Object.keys(missing).length) yasqe.addPrefixes(missing);
    },
    /** Marks the place of a fault and brings it into view; line and column count from 1. */
    markFault: ({ line, column }) => {
      clear();
      const row = Math.min(line, yasqe.lineCount()) - 1;
      const from = { line: row, ch: Math.max(0, column - 1) };
      const token = yasqe.getTokenAt({ line: row, ch: from.ch + 1 });
      mark = { line: row, text: yasqe.markText({ line: row, ch: Math.min(token.start, from.ch) }, { line: row, ch: Math.max(token.end, from.ch + 1) }, { className: 'fault' }) };
      yasqe.addLineClass(row, 'wrap', 'fault-line');
      yasqe.setCursor(from);
      yasqe.scrollIntoView(from, 60);
    },
  };
}

async function complete(yasqe, terms, find) {
  const cursor = yasqe.getCursor();
  const word = wordBefore(yasqe.getLine(cursor.line), cursor.ch);
  const list = await suggest(word.text, yasqe.getValue(), terms, find);
  const now = yasqe.getCursor();
  if (now.line !== cursor.line || now.ch !== cursor.ch) return;
  const from = { line: cursor.line, ch: word.from };
  yasqe.showHint({ completeSingle: false, closeCharacters: /[\s{}()]/, hint: () => ({ list, from, to: cursor }) });
}

async function suggest(word, query, terms, find) {
  if (/^[?$]/.test(word)) return variablesOf(query, word).map((text) => ({ text }));
  const { prefixes, terms: known } = await terms();
  const local = word.split(/[:/#<]/).at(-1);
  const things = local.length > 1 ? await find(local) : [];
  return [
    ...findTerms(known, word, prefixes).map((term) => hint(term.text, term.label, term.count)),
    ...things.map((thing) => hint(shorten(thing.iri, prefixes), thing.label, thing.class)),
  ];
}

/** A suggestion: what is written, and beside it what it is called. */
function hint(text, label, more) {
  return {
    text,
    render: (element) => {
      const name = document.createElement('b');
      const about = document.createElement('span');
      name.textContent = text;
      about.textContent = ` ${label} · ${more}`;
      element.append(name, about);
    },
  };
}
