import { expect } from 'chai';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const NOTEBOOK_PACKAGES = ['tslab', 'plotly.js-dist', 'danfojs-node', '@observablehq/plot', 'linkedom'];

describe('the package', function () {
  this.timeout(300_000);
  let folder = '';
  let tarball = '';
  const npm = (...args: string[]) =>
    execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });

  before(function () {
    if (spawnSync('npm', ['ping'], { cwd: ROOT, timeout: 20_000 }).status !== 0) {
      console.log('      skipped: the npm registry does not answer');
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), 'driftlab-consumer-'));
    tarball = join(folder, npm('pack', '--silent', '--pack-destination', folder, ROOT).trim());
    writeFileSync(join(folder, 'package.json'), '{"name":"service","version":"1.0.0","private":true}');
    npm('install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', tarball);
  });

  after(() => {
    if (folder) rmSync(folder, { recursive: true });
  });

  it('is smaller than 4 MB', () => {
    expect(statSync(tarball).size).lessThan(4_000_000);
  });

  it('brings no notebook package into a service', () => {
    const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { optional?: boolean; peer?: boolean }>;
    };
    const installed = Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, ''));
    expect(installed).include('driftlab');
    for (const name of NOTEBOOK_PACKAGES) expect(installed).not.include(name);
  });

  it('loads from CommonJS and from ESM and scores an image with the model it ships', () => {
    const use = `
      const embedder = await openTextureEmbedder();
      const { patches, gridHeight } = await embedder.embed({ pixels: new Uint8Array(64 * 64 * 3), count: 1, height: 64, width: 64, channels: 3 });
      await embedder.release();
      console.log(patches.rows === gridHeight * gridHeight, auroc([0, 1], [0, 1]));`;
    writeFileSync(
      join(folder, 'a.cjs'),
      `const { openTextureEmbedder, auroc } = require('driftlab'); (async () => {${use}})();`,
    );
    writeFileSync(
      join(folder, 'b.mjs'),
      `import { openTextureEmbedder } from 'driftlab'; import { auroc } from 'driftlab/core';${use}`,
    );
    expect(node('a.cjs')).equal('true 1\n');
    expect(node('b.mjs')).equal('true 1\n');
  });

  it('has a command line', () => {
    expect(node('node_modules/driftlab/dist/cli.js', '--help')).include('data-drift');
  });

  const optional = [
    ['the server', `require('driftlab/server').buildServer({ models: [require('driftlab/server').digitsModel()] });`, /npm install .*fastify/],
    ['the store', `require('driftlab/store').openStore('store.db', { clock: Date.now });`, /npm install .*libsql/],
    ['a picture', `require('driftlab/plots').scoreHistogram({ title: 't', good: [1, 2], defect: [3], bins: [0, 2, 4] });`, /npm install .*@observablehq\/plot/],
  ] as const; // prettier-ignore
  for (const [what, program, says] of optional)
    it(`names the package to install when ${what} is asked for without it`, () => {
      writeFileSync(join(folder, 'c.cjs'), program);
      const { stderr, status } = spawnSync(process.execPath, ['c.cjs'], { cwd: folder, encoding: 'utf8' });
      expect(status).not.equal(0);
      expect(stderr).match(says);
    });
});
