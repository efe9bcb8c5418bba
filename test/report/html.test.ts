import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHtml, type FindingReport, type ReportData } from '../../src/report/index.js';
import { openBrowser } from './browser.js';
import { MATRIX } from './matrices.js';
import { DATA, FINDING, RUN } from './reports.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HOSTILE = '</script></pre><img src=x onerror="alert(1)"><script>alert(2)</script>\ud800\u202e"\'&{{x}}';
const { violation } = FINDING;

/** Every text that a kernel or a generator can write is hostile. */
const EVIL: FindingReport = {
  ...FINDING,
  id: `evil ${HOSTILE}`,
  signature: HOSTILE,
  violation: {
    ...violation,
    expected: `a${HOSTILE}`,
    actual: HOSTILE,
    because: HOSTILE,
    tag: HOSTILE,
    path: HOSTILE,
  },
  steps: FINDING.steps.map((step) =>
    step.kind === 'fault' ? step : { ...step, text: HOSTILE, channel: HOSTILE },
  ),
  story: {
    left: 0,
    after: 0,
    events: FINDING.story.events.map((event) => ({ ...event, text: `stderr: ${HOSTILE}` })),
  },
  rerun: FINDING.rerun === null ? null : { ...FINDING.rerun, command: [HOSTILE], folder: HOSTILE },
  kernelState: HOSTILE,
  kernel: HOSTILE,
  known: HOSTILE,
  file: HOSTILE,
};

const ALL: ReportData = {
  ...DATA,
  command: HOSTILE,
  runs: [
    { ...RUN, findings: [FINDING, EVIL], reasons: [HOSTILE], errors: [HOSTILE], alike: { [HOSTILE]: 3 } },
    { ...RUN, kernel: HOSTILE, verdict: 'valid', findings: [], samples: [], cells: [] },
  ],
  replays: [
    { kind: 'fixed', file: 'a.json', n: 3 },
    { kind: 'error', file: HOSTILE, message: HOSTILE },
  ],
  matrix: MATRIX,
  failures: [HOSTILE],
};

let browser: Browser;
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'skewfuzz-html-'));
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  /** What the console said, what threw, what was asked of a network, what was alerted. */
  readonly noise: readonly string[];
  readonly seconds: number;
}

async function opened(data: ReportData, options: Parameters<Browser['newPage']>[0] = {}): Promise<Opened> {
  const file = join(folder, 'report.html');
  writeFileSync(file, toHtml(data));
  const url = pathToFileURL(file).href;
  const page = await browser.newPage(options);
  const noise: string[] = [];
  page.on('console', (message) => noise.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    noise.push('dialog');
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== url) noise.push(`request: ${request.url()}`);
  });
  const began = performance.now();
  await page.goto(url);
  return { page, noise, seconds: (performance.now() - began) / 1_000 };
}

/** What axe finds wrong, as text. */
async function complaints(page: Page): Promise<readonly string[]> {
  const results = await page.evaluate<AxeResults>(
    `${AXE};document.querySelectorAll('details').forEach((one) => (one.open = true));axe.run()`,
  );
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  );
}

const shown = async (page: Page): Promise<number> =>
  page.evaluate<number>(
    `[...document.querySelectorAll('.finding')].filter((one) => one.checkVisibility()).length`,
  );

describe('report.html in a browser', () => {
  it('is quiet: no error, no request, and nothing of a kernel runs', async () => {
    const { page, noise } = await opened(ALL);
    await page.evaluate(`document.querySelectorAll('details').forEach((one) => (one.open = true))`);
    expect(noise).toEqual([]);
    expect(await page.locator('img, script, iframe, object, link').count()).toBe(1);
    expect(await page.title()).toBe('INVALID: skewfuzz report');
    await page.close();
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
  ] as const)('has nothing that axe complains about, %s and %i pixels wide', async (colorScheme, width) => {
    const { page, noise } = await opened(ALL, { colorScheme, viewport: { width, height: 800 } });
    expect(await complaints(page)).toEqual([]);
    expect(noise).toEqual([]);
    const sideways = await page.evaluate<number>(`document.documentElement.scrollWidth - innerWidth`);
    expect(sideways).toBeLessThanOrEqual(0);
    await page.close();
  });

  it('would be told by axe of what is wrong', async () => {
    const page = await browser.newPage();
    await page.setContent('<img src="data:,"><p style="color:#bbb">not to be read</p>');
    expect((await complaints(page)).join()).toMatch(/image-alt.*color-contrast|color-contrast.*image-alt/u);
    await page.close();
  });

  it('filters by keyboard, and says how many are left', async () => {
    const { page } = await opened(ALL);
    await page.locator('input[type=search]').focus();
    await page.keyboard.type('ONERROR');
    expect(await shown(page)).toBe(1);
    expect(await page.locator('output').textContent()).toBe('1 of 3 shown');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('known');
    expect(await page.locator('select[name=state]').inputValue()).toBe('known');
    expect(await shown(page)).toBe(1);
    await page.close();
  });

  it('opens the finding that a link names', async () => {
    const place = 'round-trip-lossy-execute-cells-1f3a9c02-3';
    const { page } = await opened({ ...DATA, runs: [{ ...RUN, findings: [FINDING, FINDING, FINDING] }] });
    await page.evaluate(`location.hash = '${place}'`);
    await page.locator(`#${place}[open]`).waitFor({ timeout: 5_000 });
    await page.close();
  });

  it('can be read without its script', async () => {
    const { page } = await opened(DATA, { javaScriptEnabled: false });
    expect(await page.locator('form').isVisible()).toBe(false);
    await page.locator('.finding > summary').click();
    await page.locator('.finding > summary').click();
    expect(await page.getByText('npx skewfuzz replay').first().isVisible()).toBe(true);
    await page.close();
  });

  it('opens a thousand findings in little time', async () => {
    const findings = Array.from({ length: 1_000 }, (_, at) => ({ ...FINDING, id: `finding-${at}` }));
    const data = { ...DATA, runs: [{ ...RUN, findings }] };
    expect(toHtml(data).length).toBeLessThan(16 * 1024 * 1024);
    const { page, noise, seconds } = await opened(data);
    expect(noise).toEqual([]);
    expect(seconds).toBeLessThan(20);
    await page.locator('input[type=search]').fill('finding-999 no such text');
    expect(await page.locator('output').textContent()).toBe('0 of 1000 shown');
    await page.close();
  });

  it('cuts a finding of ten megabytes, and says where the whole is', async () => {
    const long = 'x'.repeat(10 * 1024 * 1024);
    const big = { ...violation, expected: `${long}a`, actual: `${long}b`, because: long };
    const data = { ...DATA, runs: [{ ...RUN, findings: [{ ...FINDING, violation: big }] }] };
    expect(toHtml(data).length).toBeLessThan(200 * 1024);
    const { page, noise } = await opened(data);
    expect(noise).toEqual([]);
    expect(await page.locator('.left mark').textContent()).toBe('a');
    expect(await page.locator('.right mark').textContent()).toBe('b');
    expect(await page.getByText('10,485,761 characters in all').isVisible()).toBe(true);
    expect(await page.getByText(`the whole case is in ${FINDING.file}`).isVisible()).toBe(true);
    await page.close();
  });
});

describe('toHtml', () => {
  it('holds what was run, what it came to and what to type next', () => {
    const text = toHtml(DATA);
    for (const part of ['INVALID', DATA.command, DATA.began, '1172', 'skewfuzz 0.1.0', 'Without skewfuzz']) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(/https?:/u);
  });
});
