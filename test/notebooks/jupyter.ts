import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { skip } from '../skip';

export const ROOT = join(__dirname, '../..');
export const FIXTURES = join(__dirname, 'fixtures');

const JUPYTER = join(ROOT, '.venv/jupyter');

/** Settings, trust and runtime files stay inside the project. */
export const ENVIRONMENT = {
  ...process.env,
  JUPYTER_CONFIG_DIR: join(JUPYTER, 'config'),
  JUPYTER_DATA_DIR: join(JUPYTER, 'data'),
  JUPYTER_RUNTIME_DIR: join(JUPYTER, 'runtime'),
  IPYTHONDIR: join(JUPYTER, 'ipython'),
};

/** A program of the project's Python environment; skips where that or the compiled library is missing. */
export function venvProgram(context: Mocha.Context, name: string): string {
  const program = join(ROOT, '.venv/bin', name);
  if (!existsSync(program) || !existsSync(join(ROOT, '.venv/share/jupyter/kernels/tslab')))
    skip(context, 'no .venv (make setup)');
  if (!existsSync(join(ROOT, 'dist/plots/index.js'))) skip(context, 'no dist (make build)');
  return program;
}
