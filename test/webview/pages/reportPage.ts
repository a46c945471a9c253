import type { Browser, Page } from 'playwright-core';

interface ReportPage {
  readonly page: Page;
  /** what the page has asked for beyond its own file */
  readonly requests: readonly string[];
  /** errors and warnings of the page so far */
  readonly complaints: readonly string[];
}

/** A report, opened from disk. */
export async function openReport(browser: Browser, file: string, dark: boolean): Promise<ReportPage> {
  const page = await browser.newPage({ viewport: { width: 1300, height: 900 }, colorScheme: dark ? 'dark' : 'light' });
  const [requests, complaints]: [string[], string[]] = [[], []];
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) requests.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(`file://${file}`);
  return { page, requests, complaints };
}
