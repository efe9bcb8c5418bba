import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as launcher, type Browser } from 'playwright-core';

const ARGS = ['--no-sandbox', '--headless=shell', '--disable-gpu', '--font-render-hinting=none'];

/**
 * A Chromium without a head, from a package and not from the system: it needs no display, no root and no network. It is
 * unpacked into a folder of its own that is gone when it is closed: nobody else's half of one is ever started.
 */
export async function openBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Opened a browser: expected Linux on x64, for which a Chromium comes as a package, got ${process.platform} on ` +
        `${process.arch}. Run these tests in a container of that kind.`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'skewfuzz-browser-'));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    const executablePath = await chromium.executablePath();
    const browser = await launcher.launch({ executablePath, args: ARGS, headless: true });
    browser.on('disconnected', () => {
      rmSync(folder, { recursive: true, force: true });
    });
    return browser;
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
