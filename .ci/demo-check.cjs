// Every verdict and one row per domain in the demo's report.
const { readFileSync } = require('node:fs');
const rows = readFileSync(process.argv[2], 'utf8').trim().split('\r\n').slice(1);
const verdicts = new Set(rows.map((row) => row.split(',')[1].replace(/"/g, '')));
for (const verdict of ['match', 'review', 'clear', 'inconclusive']) {
  if (!verdicts.has(verdict)) throw new Error(`the demo shows no ${verdict}`);
}
if (rows.length < 24) throw new Error(`the demo has ${rows.length} rows, not 24 or more`);
console.log(`demo: ${rows.length} rows, every verdict`);
