import { expect } from 'chai';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { saveFigure } from '../../src/plots';
import { findChromium } from '../chromium';
import { skip } from '../skip';
import { EXAMPLES } from './examples';

describe('saveFigure', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'driftlab-figures-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('writes drawing and pixels, and says where', async () => {
    const paths = await saveFigure(await EXAMPLES.sweepPlot(), join(folder, 'a/b'), 'sweep');
    expect(paths).deep.equal([join(folder, 'a/b/sweep.svg'), join(folder, 'a/b/sweep.png')]);
    expect(readdirSync(join(folder, 'a/b')).sort()).deep.equal(['sweep.png', 'sweep.svg']);
  });

  it('writes an interactive page with its script beside it and the drawing for those without scripts', async () => {
    const figure = await EXAMPLES.comparisonPlot();
    await saveFigure(figure, folder, 'comparison');
    const page = readFileSync(join(folder, 'comparison.html'), 'utf8');
    expect(readdirSync(folder)).include('plotly.js');
    expect(page).include(`<noscript>\n${figure.svg}</noscript>`);
    expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.match(/https?:/);
  });

  describe('in a browser', function () {
    let browser: Browser;
    before(async function () {
      const executablePath = findChromium() ?? skip(this, 'no chromium');
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    });
    after(() => browser?.close());

    it('draws the interactive figure without a network', async () => {
      await saveFigure(await EXAMPLES.comparisonPlot(), folder, 'comparison');
      const page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
      const errors: string[] = [];
      const asked: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(`file://${join(folder, 'comparison.html')}`);
      await page.waitForSelector('#figure .main-svg');
      expect(errors).deep.equal([]);
      expect(
        asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:') && !url.startsWith('blob:')),
      ).deep.equal([]);
      expect(await page.locator('#figure .bars .point').count()).greaterThan(100);
      if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, 'plotly.png') });
    });
  });
});
