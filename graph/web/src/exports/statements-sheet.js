// The shown statements as rows for a spreadsheet, under the names that `shugu facts` uses.

const COLUMNS = ['id', 'document', 'paragraph', 'kind', 'subject', 'subject_id', 'predicate', 'object', 'object_id', 'value', 'unit', 'time', 'place', 'basis', 'speaker', 'scope', 'confidence', 'conflict', 'reviewed', 'publisher', 'published', 'url', 'quote'];

/** { columns, rows } of the statements of a selection, in the order of the model; absent values are empty. Labels are English. */
export function statementsSheet(model, selection) {
  const label = (id) => model.nodes.get(id)?.label ?? id ?? '';
  const rows = [...selection.statements].sort((a, b) => a - b).map((index) => {
    const s = model.statements[index], document = model.documents[s.document] ?? {}, thing = model.nodes.has(s.value), number = s.number !== null;
    return [
      s.id, s.document, s.paragraph, s.kind, label(s.subject), s.subject, s.predicate, thing ? label(s.value) : number ? null : s.value, thing ? s.value : null, number ? plain(s) : null, s.unit, s.time, s.place && label(s.place),
      s.basis, s.speaker && label(s.speaker), s.scope, s.confidence, s.conflict ? 'yes' : 'no', s.unreviewed ? 'no' : 'yes', document.publisher, document.published, document.url, s.quote,
    ].map((value) => (value === null || value === undefined ? '' : String(value)));
  });
  return { columns: COLUMNS, rows };
}

// Numbers as the graph writes them, where the page knows it: JavaScript would write 1e+21.
const plain = (s) => s.rdf?.decimal?.replace(/\.0$/, '') ?? String(s.number);
