import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

describe('the library', () => {
  it('does nothing when it is imported: no output, no open handle, no listener', () => {
    const script = `
      const before = process.eventNames().join();
      const library = await import('./src/index.ts');
      const open = process.getActiveResourcesInfo().filter((name) => !/Pipe|TTY|Immediate/.test(name));
      console.log(JSON.stringify({ names: Object.keys(library), open, same: before === process.eventNames().join() }));`;
    const told = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(JSON.parse(told)).toMatchObject({
      names: [
        'MATCH_THRESHOLD',
        'assessEvidence',
        'auditDomain',
        'auditDomains',
        'compareNames',
        'detectFronting',
        'loadKnowledge',
        'normaliseDomain',
        'openScreener',
        'parseRdap',
        'parseWhois',
      ],
      open: [],
      same: true,
    });
  });
});
