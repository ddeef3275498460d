import { expect } from 'chai';
import { build } from 'esbuild';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../chromium';
import type { CaseResult } from '../goldenRunner/runCase';
import { readGoldenFile } from '../goldenRunner/goldenFile';
import { runGolden } from '../goldenRunner/runGolden';
import { adapters } from '../goldenRunner/adapters';
import { skip } from '../skip';
import type { Page } from './page';

declare const page: Page;

const GOLDEN = join(__dirname, '../golden');

describe('driftlab/core', function () {
  this.timeout(120_000);

  it('is at most 60 kB, minified and gzipped', async () => {
    const size = gzipSync(await bundle('../../src/core.ts'), { level: 9 }).length;
    console.log(`      ${(size / 1000).toFixed(1)} kB`);
    expect(size).lessThan(60_000);
  });

  describe('in a browser', () => {
    let browser: Browser;
    before(async function () {
      const executablePath = findChromium() ?? skip(this, 'no chromium');
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    });
    after(() => browser?.close());

    it('answers its golden families as it does in Node', async () => {
      const tab = await browser.newPage();
      await tab.addScriptTag({ content: await bundle('page.ts') });
      const families = await tab.evaluate(() => page.families);
      for (const family of families) {
        const file = readGoldenFile(join(GOLDEN, `${family}.json`));
        const here = (await runGolden(GOLDEN, adapters, [family])).cases;
        const there = await tab.evaluate((one) => page.run(one), file);
        expect(there.map(outcomeOf), family).deep.equal(here.map(outcomeOf));
        expect(here.filter(({ outcome, advisory }) => outcome === 'failed' && !advisory)).deep.equal([]);
        expect(here.some(({ outcome }) => outcome === 'passed')).equal(true);
      }
    });
  });
});

/** All but the texts of problems: another engine may round the last digit another way. */
function outcomeOf({ case: name, op, outcome, advisory }: CaseResult): object {
  return { name, op, outcome, advisory };
}

/** The file and all it imports as one script for a browser; fails if it needs anything of Node. */
async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, entry)],
    ...{ bundle: true, minify: true, write: false, platform: 'browser', target: 'es2022', format: 'iife' },
    logLevel: 'silent',
  });
  return outputFiles[0].text;
}
