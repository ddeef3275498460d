import { expect } from 'chai';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from '../chromium';
import { EXAMPLES } from '../plots/examples';
import { skip } from '../skip';
import { FIXTURES, ROOT, venvProgram } from './jupyter';
import { startJupyterLab, type JupyterLab } from './jupyterLab';

describe('JupyterLab in a browser', function () {
  this.timeout(240_000);
  let folder = '';
  let lab: JupyterLab;
  let browser: Browser;

  before(async function () {
    const executablePath = findChromium() ?? skip(this, 'no chromium');
    const jupyter = venvProgram(this, 'jupyter');
    // inside the project, so that notebooks find its packages
    mkdirSync(join(ROOT, '.stamps'), { recursive: true });
    folder = mkdtempSync(join(ROOT, '.stamps/lab-'));
    for (const name of ['figures.ipynb', 'throws.ipynb']) copyFileSync(join(FIXTURES, name), join(folder, name));
    lab = await startJupyterLab(jupyter, folder);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  after(async () => {
    await browser?.close();
    await lab?.stop();
    if (folder) rmSync(folder, { recursive: true });
  });

  async function open(name: string): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1200, height: 2200 } });
    page.setDefaultTimeout(60_000);
    await page.goto(lab.url(name));
    await page.waitForSelector('.jp-Notebook .jp-Cell');
    return page;
  }

  async function runAll(page: Page): Promise<void> {
    await page.waitForSelector('text="TypeScript | Idle"');
    await page.click('text="Run"');
    await page.click('.lm-Menu-item[data-command="runmenu:run-all"]');
    await page.waitForFunction(() => {
      const prompts = Array.from(
        document.querySelectorAll('.jp-CodeCell .jp-InputPrompt'),
        (prompt) => prompt.textContent ?? '',
      );
      return prompts.some((text) => /\d/.test(text)) && !prompts.some((text) => text.includes('*'));
    });
  }

  async function screenshot(page: Page, name: string): Promise<void> {
    if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) });
  }

  it('shows figures, the interactive one, and the progress bar', async () => {
    const page = await open('figures.ipynb');
    await runAll(page);
    await page.locator('.jp-RenderedPlotly img').dispatchEvent('mouseenter');
    await page.waitForSelector('.js-plotly-plot .main-svg');
    const drawing = await page
      .locator('[data-mime-type="image/svg+xml"] img, [data-mime-type="image/svg+xml"] svg')
      .first()
      .boundingBox();
    expect(drawing).include({ width: 592 });
    expect(await page.locator('.js-plotly-plot .bars .point').count()).greaterThan(100);
    expect(await page.locator('progress').getAttribute('value')).equal('50');
    await screenshot(page, 'lab-figures');
    await page.close();
  });

  it('shows a failing cell in red and stops there', async () => {
    const page = await open('throws.ipynb');
    await runAll(page);
    const error = page.locator('[data-mime-type="application/vnd.jupyter.stderr"]');
    expect(await error.innerText()).match(
      /RangeError: invalid severity: expected a number in \[0, 1\], got 7\n +at boom/,
    );
    const [red, green] = (
      await error
        .locator('.ansi-red-fg')
        .first()
        .evaluate((node) => getComputedStyle(node).color)
    )
      .match(/\d+/g)!
      .map(Number);
    expect(red).greaterThan(2 * green);
    expect(await page.locator('.jp-OutputArea-output').count()).equal(1);
    await screenshot(page, 'lab-throws');
    await page.close();
  });

  it('shows the figure of a notebook that somebody else ran, which it does not trust', async () => {
    const { svg, png, alt } = await EXAMPLES.sweepPlot();
    const data = { 'image/svg+xml': svg, 'image/png': Buffer.from(png).toString('base64'), 'text/plain': alt };
    const output = { output_type: 'display_data', data, metadata: {} };
    const cell = { cell_type: 'code', id: 'a', execution_count: 1, metadata: {}, source: '1', outputs: [output] };
    const metadata = { kernelspec: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' } };
    writeFileSync(
      join(folder, 'foreign.ipynb'),
      JSON.stringify({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 }),
    );
    const page = await open('foreign.ipynb');
    const box = await page.locator('.jp-OutputArea-output img').boundingBox();
    expect(box!.width).greaterThan(300);
    await screenshot(page, 'lab-foreign');
    await page.close();
  });
});
