import chromium from '@sparticuz/chromium';
import { chromium as launcher, type Browser } from 'playwright-core';

/**
 * A Chromium without a head, from a package and not from the system: it needs no display, no root and no network, and
 * runs where the tests run.
 */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  const args = ['--no-sandbox', '--headless=shell', '--disable-gpu', '--font-render-hinting=none'];
  return launcher.launch({ executablePath, args, headless: true });
}
