import { expect } from 'chai';
import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { buildServer } from '../../src/server/buildServer';
import { findChromium } from '../chromium';
import { skip } from '../skip';
import { lengths } from './lengths';

describe('the page at /docs', function () {
  this.timeout(120_000);
  let browser: Browser;
  let app: FastifyInstance;
  before(async function () {
    const executablePath = findChromium();
    if (!executablePath) skip(this, 'no Chromium is installed');
    app = await buildServer({ models: [lengths] });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  after(async () => {
    await browser?.close();
    await app?.close();
  });

  it('runs a call in a browser, and loads nothing from elsewhere', async () => {
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const page = await browser.newPage({ viewport: { width: 1100, height: 1500 } });
    const elsewhere: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !request.url().startsWith('data:')) elsewhere.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(`${url}/docs`);
    const operation = page.locator('.opblock', { hasText: '/api/v1/predict/lengths' });
    await operation.locator('.opblock-summary-control').click();
    await operation.getByRole('button', { name: 'Try it out' }).click();
    await operation.locator('textarea').fill('{"texts": ["a", "a long long text"]}');
    await operation.getByRole('button', { name: 'Execute' }).click();
    const answer = operation.locator('.live-responses-table .response').first();
    await answer.waitFor();
    expect(await answer.locator('.response-col_status').textContent()).match(/^200/);
    expect(await answer.locator('.highlight-code').first().textContent()).match(/"label": "long"/);
    if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, 'docs.png') });
    expect(elsewhere).deep.equal([]);
    expect(complaints).deep.equal([]);
  });
});
