import { InvalidArgumentError } from 'commander';

/** Reads the value of a flag as a finite number. */
export function numberFlag(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('Expected a number.');
  return value;
}
