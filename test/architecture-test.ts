import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';

const SRC = join(__dirname, '../src');

/** A module imports from rooms to its left only. */
const ORDER = [
  ...['errors', 'random', 'matrix', 'images'],
  ...['stats', 'compute', 'data'],
  ...['metrics', 'augmentation', 'nn', 'profile'],
  ...['embedding', 'detectors', 'registry'],
  ...['retraining', 'plots', 'experiments', 'server'],
  ...['core', 'cli', 'index'],
];

/** Rooms that also run in a browser page. */
const PURE = ['errors', 'random', 'matrix', 'images', 'stats', 'metrics', 'profile', 'core'];

interface Import {
  readonly from: string;
  readonly target: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const roomOf = (file: string) => relative(SRC, file).split(sep)[0].replace(/\.ts$/, '');

/** What a file imports when it runs: `import type` is free. */
function importsOf(name: string): Import[] {
  const text = readFileSync(join(SRC, name), 'utf8');
  const pattern =
    /^(?:import|export)\s(?!type\b)(?:[^;'"]*?from\s)?['"]([^'"]+)['"]|(?:require|import)\(['"]([^'"]+)['"]\)/gm;
  return [...text.matchAll(pattern)].map((match) => ({ from: join(SRC, name), target: match[1] ?? match[2] }));
}

function resolveInside({ from, target }: Import): string | undefined {
  if (!target.startsWith('.')) return undefined;
  const path = join(dirname(from), target);
  return [`${path}.ts`, join(path, 'index.ts')].find(existsSync);
}

const imports = files.flatMap(importsOf);
const inside = imports.flatMap((one) => {
  const to = resolveInside(one);
  return to ? [{ from: one.from, to }] : [];
});

describe('architecture', () => {
  it('has a place in the order for every room', () => {
    expect(ORDER).include.members([...new Set(files.map((name) => roomOf(join(SRC, name))))]);
  });

  it('imports one way: from rooms to the left only', () => {
    const wrong = inside.filter(({ from, to }) => ORDER.indexOf(roomOf(to)) > ORDER.indexOf(roomOf(from)));
    expect(wrong.map(({ from, to }) => `${relative(SRC, from)} → ${relative(SRC, to)}`)).deep.equal([]);
  });

  it('has no cycles between files', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to } of inside) graph.set(from, [...(graph.get(from) ?? []), to]);
    const done = new Set<string>();
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file)) throw new Error(`cycle: ${[...path, file].map((f) => relative(SRC, f)).join(' → ')}`);
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
  });

  it('keeps the pure rooms free of Node and of native packages', () => {
    const builtin = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
    const allowed = (target: string) => target.startsWith('.') || target.startsWith('@stdlib/');
    const wrong = imports.filter(
      ({ from, target }) => PURE.includes(roomOf(from)) && (builtin.has(target) || !allowed(target)),
    );
    expect(wrong).deep.equal([]);
  });

  it('reaches onnxruntime-node through compute/session.ts only', () => {
    const users = imports.filter(({ target }) => target === 'onnxruntime-node').map(({ from }) => relative(SRC, from));
    expect([...new Set(users)]).deep.equal([join('compute', 'session.ts')]);
  });

  it('exports the names listed in exports.json, no more and no fewer', () => {
    const listed = JSON.parse(readFileSync(join(__dirname, 'exports.json'), 'utf8')) as Record<string, string[]>;
    const doors = {
      driftlab: '../src/index',
      'driftlab/core': '../src/core',
      'driftlab/plots': '../src/plots/index',
      'driftlab/server': '../src/server/index',
      'driftlab/store': '../src/registry/index',
    };
    for (const [door, path] of Object.entries(doors)) {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- a native import would want file endings
      const names = Object.keys(require(path) as object).filter((name) => name !== 'default' && name !== '__esModule');
      expect(names.sort(), door).deep.equal(listed[door]);
    }
    // all sources are compiled for this
  }).timeout(300_000);
});
