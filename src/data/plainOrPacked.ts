import { stat } from 'node:fs/promises';

/** The path itself, or the same with .gz if only that is there. */
export async function plainOrPacked(path: string): Promise<string> {
  const exists = (file: string) => stat(file).then(() => true, () => false); // prettier-ignore
  return !(await exists(path)) && (await exists(`${path}.gz`)) ? `${path}.gz` : path;
}
