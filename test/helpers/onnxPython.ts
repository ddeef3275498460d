import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { skip } from '../skip';

const installed = resolve(__dirname, '../../.venv/bin/python');

/**
 * Runs a script with the Python that has ONNX Runtime: the one of `make setup`, or the one that ONNX_PYTHON names. Skips the test if
 * there is none.
 */
export function runOnnxPython(test: Mocha.Context, script: string, args: readonly string[]): string {
  const python = process.env.ONNX_PYTHON ?? (existsSync(installed) ? installed : 'python3');
  if (spawnSync(python, ['-c', 'import onnxruntime']).status !== 0)
    skip(test, `${python} has no onnxruntime; say make setup, or name a Python that has it in ONNX_PYTHON`);
  return execFileSync(python, [script, ...args], { encoding: 'utf8' });
}
