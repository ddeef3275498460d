import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface GoldenCase<Input, Expected> {
  readonly name: string;
  readonly input: Input;
  readonly expected: Expected;
}

/** The golden cases of an embedding op whose inputs are all written out. */
export function cases<Input, Expected>(op: string): GoldenCase<Input, Expected>[] {
  const file = readFileSync(join(__dirname, '../golden/embedding.json'), 'utf8');
  const found = (JSON.parse(file) as { cases: (GoldenCase<Input, Expected> & { op: string; case: string })[] }).cases;
  return found.filter((one) => one.op === op).map((one) => ({ ...one, name: one.case }));
}
