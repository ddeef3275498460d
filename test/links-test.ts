import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..');
const folders = ['docs', 'models', 'notebooks'];
const pages = [
  ...readdirSync(root),
  ...folders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, String(name)))), // prettier-ignore
].filter((name) => /\.(md|ipynb)$/.test(name));

describe('the links of our pages', () => {
  for (const page of pages)
    it(`of ${page} lead to files that are here`, () => {
      const text = readFileSync(join(root, page), 'utf8').replace(/```[^]*?```/g, '');
      const targets = [...text.matchAll(/\]\(([^()\s#]+)(#[^()\s]*)?\)/g)].map(([, target]) => target);
      const local = targets.filter((target) => !/^[a-z]+:/.test(target));
      expect(local.filter((target) => !existsSync(join(root, dirname(page), target)))).deep.equal([]);
    });
});
