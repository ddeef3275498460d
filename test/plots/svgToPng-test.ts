import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const LETTERS = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60"><rect width="300" height="60" fill="#fff"/>
  <text x="10" y="40" font-family="DejaVu Sans" font-size="24">WWWW iiii</text></svg>`;

/** How far to the right each half of the text reaches, by a renderer in a process of its own. */
function inkColumns(environment: NodeJS.ProcessEnv, ownFont: boolean): number {
  const program = `
    const sharp = require('sharp');
    const { svgToPng } = require('./src/plots/svgToPng');
    const svg = ${JSON.stringify(LETTERS)};
    (async () => {
      const png = ${ownFont ? 'await svgToPng(svg, 1)' : 'Buffer.from(svg)'};
      const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
      let right = 0;
      for (let i = 0; i < data.length; i += info.channels) if (data[i] < 128) right = Math.max(right, (i / info.channels) % info.width);
      console.log(right);
    })();`;
  const args = ['-r', 'ts-node/register/transpile-only', '-e', program];
  const env = { ...process.env, ...environment };
  return Number(
    execFileSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
}

describe('svgToPng', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'driftlab-fonts-'));
    writeFileSync(
      join(folder, 'fonts.conf'),
      '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>',
    );
  });
  after(() => rmSync(folder, { recursive: true }));

  it('draws the same letters on a machine without fonts', () => {
    const fontless = { FONTCONFIG_FILE: join(folder, 'fonts.conf'), FONTCONFIG_PATH: folder, HOME: folder };
    const drawn = inkColumns(fontless, true);
    // DejaVu Sans is 4 × 0.99 em wide for W, 0.32 for the space, 4 × 0.28 for i: the last i ends near 137
    expect(drawn).within(130, 142);
    // the machine is fontless indeed: without our typeface every letter is the same box
    expect(inkColumns(fontless, false)).not.within(130, 142);
  });
});
