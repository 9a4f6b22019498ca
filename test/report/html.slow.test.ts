import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/model/assessment.ts';
import { html } from '../../src/report/html.ts';

const CHROMIUM = '/usr/bin/chromium';
const isHere = existsSync(CHROMIUM);
if (!isHere && process.env['CI'] !== undefined)
  throw new Error(`${CHROMIUM} is missing: CI must install it (.ci/run does)`);
if (!isHere) console.warn(`skipped: ${CHROMIUM} is not installed (apt-get install chromium)`);

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ROWS: readonly Assessment[] = readFileSync('fixtures/reports/harbour.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line): Assessment => JSON.parse(line));
const HOSTILE = '</title></script><script>window.owned=1</script><img src=http://192.0.2.1/x onerror=window.owned=1>';

describe.skipIf(!isHere)('the HTML report in a browser', () => {
  let browser: Browser;
  let folder: string;
  let requests: string[];

  async function write(name: string, rows: Iterable<Assessment>): Promise<string> {
    const path = join(folder, name);
    writeFileSync(path, '');
    const parts: string[] = [];
    for await (const part of html.render(
      (async function* () {
        yield* rows;
      })(),
      { toolVersion: '0.0.0' },
    ))
      parts.push(String(part));
    writeFileSync(path, parts.join(''));
    return pathToFileURL(path).href;
  }

  async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(url);
    return page;
  }

  let report: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'html-'));
    requests = [];
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    const [first] = ROWS;
    const hostile: Assessment = {
      ...first!,
      evidence: { ...first!.evidence, domain: null, row: { ...first!.evidence.row, asked: HOSTILE } },
    };
    report = await write('report.html', [...ROWS, hostile]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  const visible = (page: Page): Promise<number> => page.locator('.rows > li:visible').count();

  it('shows all rows and asks nobody for anything', async () => {
    const page = await open(report);
    expect(await visible(page)).toBe(ROWS.length + 1);
    expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
  });

  it('keeps a hostile name inert', async () => {
    const page = await open(report);
    expect(await page.evaluate('window.owned')).toBeUndefined();
    expect(await page.locator('.rows').textContent()).toContain('window.owned=1');
  });

  it.each([true, false])('filters by verdict, with scripts %s', async (javaScriptEnabled) => {
    const page = await open(report, { javaScriptEnabled });
    await page.locator('#f-match').check();
    expect(await visible(page)).toBe(
      ROWS.filter(({ verdict }) => verdict === 'match').length + (ROWS[0]?.verdict === 'match' ? 1 : 0),
    );
    await page.locator('#f-all').check();
    expect(await visible(page)).toBe(ROWS.length + 1);
  });

  it('filters by words and puts the gravest first, where scripts run; hides those boxes where they do not', async () => {
    const page = await open(report);
    const domain = ROWS[0]?.evidence.domain?.host ?? '';
    await page.locator('#search').fill(domain);
    await page.waitForTimeout(400);
    expect(await visible(page)).toBeLessThan(ROWS.length);
    expect(await page.locator('.rows > li:visible').first().textContent()).toContain(domain);
    await page.locator('#search').fill('');
    await page.locator('#sort').selectOption('verdict');
    const first = await page.locator('.rows > li').first().getAttribute('class');
    expect(first).toBe('match');
    const plain = await open(report, { javaScriptEnabled: false });
    expect(await plain.locator('#search').isVisible()).toBe(false);
  });

  it.each(['light', 'dark'] as const)('meets WCAG AA in %s', async (colorScheme) => {
    const page = await open(report, { colorScheme });
    await page.evaluate(AXE);
    const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
      "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })",
    );
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
  });

  it('can be used by keyboard alone', async () => {
    const page = await open(report);
    const reached = new Set<string>();
    for (let press = 0; press < 12; press += 1) {
      await page.keyboard.press('Tab');
      reached.add(
        await page.evaluate<string>(
          "document.activeElement.tagName + (document.activeElement.id ? '#' + document.activeElement.id : '')",
        ),
      );
    }
    expect([...reached].some((element) => element.startsWith('INPUT'))).toBe(true);
    expect(reached.has('SUMMARY')).toBe(true);
  });

  it('prints as a sign-off sheet', async () => {
    const page = await open(report);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.sign').isVisible()).toBe(true);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });

  it.each([
    ['on paper', 794, 'print'],
    ['on a telephone', 390, 'screen'],
  ] as const)('%s nothing is wider than the page, digests included', async (_, width, media) => {
    const page = await open(report, { viewport: { width, height: 900 } });
    await page.emulateMedia({ media });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  it('shows what stayed open as plainly as what was found, without a click', async () => {
    const page = await open(report, { javaScriptEnabled: false });
    const rows = page.locator('.rows > li.inconclusive');
    const undecided = ROWS.filter(({ verdict, evidence }) => verdict === 'inconclusive' && evidence.domain !== null);
    expect(undecided.length).toBeGreaterThan(0);
    expect(await rows.locator('.gap:visible').count()).toBeGreaterThanOrEqual(undecided.length);
  });

  it('prints what is folded on the screen', async () => {
    const page = await open(report);
    const folded = page.locator('details:not([open]) table').first();
    expect(await folded.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await folded.isVisible()).toBe(true);
  });

  it('opens with 50,000 rows in under 3 seconds, or on a slow machine within 2.5 times a plain list', async () => {
    const many = function* (): Generator<Assessment> {
      const clear = ROWS.filter(({ verdict }) => verdict === 'clear');
      for (let at = 0; at < 50_000; at += 1) yield at % 20 === 0 ? ROWS[at % ROWS.length]! : clear[at % clear.length]!;
    };
    const url = await write('many.html', many());
    const plain = join(folder, 'plain.html');
    writeFileSync(
      plain,
      `<!doctype html><title>plain</title><ul>${'<li>northquay.example clear</li>'.repeat(50_000)}</ul>`,
    );
    const took = async (address: string): Promise<number> => {
      const page = await (await browser.newContext()).newPage();
      const start = performance.now();
      await page.goto(address, { waitUntil: 'load' });
      await page.locator('li').first().waitFor();
      return performance.now() - start;
    };
    const [beside, own] = [await took(pathToFileURL(plain).href), await took(url)];
    console.log(
      `50,000 rows opened in ${Math.round(own)} ms; a plain list of as many lines in ${Math.round(beside)} ms`,
    );
    expect(own < 3_000 || own < 2.5 * beside).toBe(true);
  });
});
