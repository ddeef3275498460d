import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DriftlabError } from '../errors';

const FIGURE_PACKAGES = '@observablehq/plot linkedom dejavu-fonts-ttf';

const load = createRequire(__filename);

function missing(name: string, install: string, cause: unknown): DriftlabError {
  return new DriftlabError('DRIFTLAB_MISSING_PACKAGE', `${name} is not installed. Run: npm install ${install}`, {
    cause,
  });
}

/** Finds an optional package from here or, when driftlab itself is linked in, from the program's folder. */
function resolvePackage(name: string, install: string): string {
  try {
    return require.resolve(name, { paths: [__dirname, process.cwd()] });
  } catch (cause) {
    throw missing(name, install, cause);
  }
}

/** Observable Plot, loaded when the first figure is drawn. */
export function loadPlot(): typeof import('@observablehq/plot') {
  return load(resolvePackage('@observablehq/plot', FIGURE_PACKAGES)) as typeof import('@observablehq/plot');
}

/** A document for Plot to draw into, without a browser. */
export function createDocument(): Document {
  const { parseHTML } = load(resolvePackage('linkedom', FIGURE_PACKAGES)) as typeof import('linkedom');
  return parseHTML('<!doctype html><html><body></body></html>').document;
}

/** The files of the typeface that figures are drawn in: regular and bold. */
export function fontFiles(): string[] {
  const folder = dirname(resolvePackage('dejavu-fonts-ttf/package.json', FIGURE_PACKAGES));
  return ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => join(folder, 'ttf', file));
}

/** The path of plotly.js, which only a browser can run. */
export function plotlyFile(): string {
  return resolvePackage('plotly.js-dist/plotly.js', 'plotly.js-dist');
}
