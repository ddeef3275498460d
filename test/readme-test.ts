import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transpileModule, ModuleKind, ScriptTarget } from 'typescript';
import { createProgram } from '../src/cli/program';
import { compileSources } from './helpers/compiledSources';

const ROOT = join(__dirname, '..');
const PAGES = ['README.md', 'CONTRIBUTING.md'].filter((page) => existsSync(join(ROOT, page)));

interface Block {
  readonly page: string;
  readonly language: string;
  readonly text: string;
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, body]) => ({
    page,
    language,
    text: body,
  }));
}

const blocks = PAGES.flatMap(blocksOf);
const shellLines = blocks
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.split('\n'))
  .map((line) =>
    line
      .replace(/\s+#.*$/, '')
      .replace(/^([A-Z_]+=\S+\s+)+/, '')
      .trim(),
  )
  .filter((line) => line !== '');

/** Runs a block as a module that takes 'driftlab' from the sources that are compiled into the folder. */
function run(source: string, folder: string): string {
  const js = transpileModule(source, {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true },
  })
    .outputText.replaceAll('require("driftlab', `require("${folder}/src`)
    .replaceAll(`${folder}/src")`, `${folder}/src/index")`);
  const file = join(folder, 'block.js');
  const prologue = js.slice(0, js.lastIndexOf('require(')).length;
  const end = js.indexOf('\n', prologue) + 1;
  writeFileSync(file, `${js.slice(0, end)}(async () => {\n${js.slice(end)}\n})();`);
  return execFileSync(process.execPath, [file], { cwd: ROOT, encoding: 'utf8' });
}

describe('the pages a newcomer reads', () => {
  it('have TypeScript blocks that run and print what their comments promise', () => {
    const folder = mkdtempSync(join(tmpdir(), 'driftlab-readme-'));
    try {
      compileSources(folder);
      const programs = blocks.filter(({ language }) => language === 'ts');
      expect(programs).not.empty;
      for (const { page, text } of programs) {
        const printed = run(text, folder).trim().split('\n');
        const promised = [...text.matchAll(/console\.log\(.*\);?\s*\/\/ (.*)$/gm)].map(([, value]) => value.trim());
        expect(printed, page).deep.equal(promised);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('name make targets that exist', () => {
    const targets = [...readFileSync(join(ROOT, 'Makefile'), 'utf8').matchAll(/^([a-z]+):/gm)].map(([, name]) => name);
    const named = shellLines.flatMap((line) => [...line.matchAll(/\bmake ([a-z]+)/g)].map(([, name]) => name));
    expect(targets).include.members(named);
  });

  it('name commands and flags that the command line has', () => {
    const program = createProgram();
    const calls = shellLines.flatMap((line) => [...line.matchAll(/driftlab ([a-z-]+)(.*)$/g)]);
    expect(calls).not.empty;
    for (const [, name, rest] of calls) {
      const command = program.commands.find((one) => one.name() === name);
      expect(command, name).not.equal(undefined);
      for (const [flag] of rest.matchAll(/--[a-z-]+/g)) expect(command!.helpInformation()).include(flag);
    }
  });
});
