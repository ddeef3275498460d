import { expect } from 'chai';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, 'snapshots');

/** Without what another processor may compress differently: pictures inside the drawing, and ids made of its bytes. */
function portable(svg: string): string {
  return svg.replace(/data:image\/png;base64,[^"]*/g, 'png').replace(/\bf[0-9a-f]{8}-(\d+)/g, 'id-$1');
}

/**
 * Compares with the committed drawing. A drawing that differs is saved beside it as name-changed.svg, for the eye;
 * SNAPSHOTS=update takes it over.
 */
export function expectSnapshot(name: string, svg: string): void {
  const file = join(FOLDER, `${name}.svg`);
  const changed = join(FOLDER, `${name}-changed.svg`);
  const actual = portable(svg);
  rmSync(changed, { force: true });
  if (process.env.SNAPSHOTS === 'update') writeFileSync(file, actual);
  const expected = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (actual !== expected) writeFileSync(changed, svg);
  expect(actual === expected, `the drawing differs from ${file}; the new one is ${changed}`).equal(true);
}
