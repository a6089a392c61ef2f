// A small graph of our own, as a page carries it.
export const harbour = () => ({
  title: 'Harbour', title_zh: '港口', description: 'A small graph.',
  classes: [{ name: 'Place', label: 'Place', label_zh: '地点', color: '#009E73', shape: 'hexagon' }, { name: 'Company', label: 'Company', label_zh: '企业', color: '#0072B2', shape: 'dot' }],
  documents: { news: { title: 'Harbour news', publisher: 'Lindow Gazette', published: '2021-06-01', url: 'https://example.org/news' }, plan: { title: 'Port plan', publisher: 'Port office', published: '2020-01-15', url: null } },
  nodes: [
    { id: 'port', label: 'Port of Lindow', label_zh: '林多港', type: 'Place', x: 0, y: 0, size: 9, rank: 0, aliases: ['Old Docks'], statements: [0, 1, 2, 4, 5] },
    { id: 'lindow', label: 'Lindow', label_zh: '林多', type: 'Place', x: 100, y: 0, size: 6, rank: 1, statements: [0] },
    { id: 'ferry', label: 'Ferry line', type: 'Company', x: 0, y: 100, size: 5, rank: 2, statements: [1, 3] },
    { id: 'crane', label: 'Crane works', type: 'Company', x: 200, y: 100, size: 4, statements: [3] },
  ],
  edges: [
    { from: 'port', to: 'lindow', label: 'located in', statements: [0] },
    { from: 'port', to: 'ferry', label: 'will connect', statements: [1] },
    { from: 'ferry', to: 'crane', label: 'owns', statements: [3] },
  ],
  statements: [
    { subject: 'port', predicate: 'located in', value: 'lindow', kind: 'relation', basis: 'actual', document: 'news', paragraph: 2, sentence: '2' },
    { subject: 'port', predicate: 'will connect', value: 'ferry', kind: 'relation', basis: 'target', time: '2025', earliest: '2025-01-01', latest: '2025-12-31', document: 'plan', paragraph: 1, sentence: '1', speaker: 'lindow' },
    { subject: 'port', predicate: 'berths', value: '12', number: 12, unit: 'count', kind: 'observation', basis: 'actual', time: '2020', earliest: '2020-01-01', latest: '2020-12-31', document: 'plan', paragraph: 1, sentence: '2', conflict: true, opposes: [4] },
    { subject: 'ferry', predicate: 'owns', value: 'crane', kind: 'relation', basis: 'actual', document: 'news', paragraph: 3, sentence: '4', confidence: 0.8, unreviewed: true },
    { subject: 'port', predicate: 'berths', value: '9', number: 9, unit: 'count', kind: 'observation', basis: 'actual', time: '2020', earliest: '2020-01-01', latest: '2020-12-31', document: 'news', paragraph: 2, sentence: '3', conflict: true, opposes: [2] },
    { subject: 'port', predicate: 'berths', value: '20', number: 20, unit: 'count', kind: 'target', basis: 'target', time: '2030', earliest: '2030-01-01', latest: '2030-12-31', document: 'plan', paragraph: 2, sentence: '3' },
  ],
  terms: { 'located in': '位于' },
});
