import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/model/assessment.ts';
import { link } from '../../src/report/html/escape.ts';
import { html } from '../../src/report/html.ts';

const ROWS: readonly Assessment[] = readFileSync('fixtures/reports/harbour.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line): Assessment => JSON.parse(line));

async function render(rows: readonly Assessment[]): Promise<string> {
  let page = '';
  for await (const part of html.render(
    (async function* () {
      yield* rows;
    })(),
    { toolVersion: '0.0.0' },
  ))
    page += String(part);
  return page;
}

describe('the HTML report', () => {
  it('has one row for each assessment, with totals that add up', async () => {
    const page = await render(ROWS);
    expect(page.match(/<li class="(?:match|review|clear|inconclusive)" data-domain/g)).toHaveLength(ROWS.length);
    expect(page).toContain(`<h2 id="totals">${ROWS.length} rows</h2>`);
  });

  it('tells by what it can be reproduced: version, settings that were given, lists read and their digests, in whole', async () => {
    const provenance = {
      options: [['accept', 'redacted']] as const,
      inputs: async () => [{ file: 'berths <1>.txt', sha256: 'ab'.repeat(32) }],
    };
    let page = '';
    const [first] = ROWS;
    async function* rows() {
      if (first !== undefined) yield first;
    }
    for await (const part of html.render(rows(), { toolVersion: '1.2.3', provenance })) page += String(part);
    const foot = page.slice(page.indexOf('<footer>'));
    expect(foot).toContain('audit-domains 1.2.3');
    expect(foot).toContain(`<td>berths &lt;1&gt;.txt</td><td><code>${'ab'.repeat(32)}</code>`);
    expect(foot).toContain('<td>accept</td><td>redacted</td>');
    for (const { edition } of first?.lists ?? []) expect(foot).toContain(`<td>${edition}</td>`);
    for (const { sha256 } of first?.lists ?? []) expect(foot).toContain(sha256);
  });

  it('loads nothing: no source, no import, no form, and links only to https', async () => {
    const page = await render(ROWS);
    expect(page).not.toMatch(/<(?:img|iframe|link|object|embed|form|base)\b|\ssrc=|@import|url\(/i);
    for (const [, href] of page.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https:\/\//);
  });

  it('lets run only the very style and script that it carries', async () => {
    const page = await render([]);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    for (const tag of ['style', 'script'] as const) {
      const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? '';
      expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    }
    expect(policy).toContain("default-src 'none'");
  });

  it.each([
    '</script><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '<svg onload=alert(1)>',
    '\u202Egnp.exe',
  ])('shows a hostile domain as text: %s', async (text) => {
    const [first] = ROWS;
    const page = await render([
      { ...first!, evidence: { ...first!.evidence, domain: null, row: { ...first!.evidence.row, asked: text } } },
    ]);
    expect(page).not.toContain(text);
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page).not.toMatch(/<(?:img|svg on)/);
  });

  it('links to a publisher only where the address is plain https', () => {
    expect(link('https://sanctionssearch.ofac.treas.gov/Details.aspx?id=36', 'x')).toContain('<a href=');
    for (const url of [
      'javascript:alert(1)',
      'http://a.example/',
      'https://a.example/"onclick=',
      'data:text/html,x',
      '',
    ]) {
      expect(link(url, 'x')).toBe('x');
    }
  });

  it('never says that a domain is sanctioned', async () => {
    expect(await render(ROWS)).not.toMatch(/sanctioned domain/i);
  });
});
