/** A number for a sentence: three digits. */
export function say(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** A number for a sentence that compares it with a bound: as many digits as it takes to tell them apart. */
export function sayBeside(value: number, bound: number): string {
  for (let digits = 3; digits < 17; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.sign(rounded - bound) === Math.sign(value - bound)) return String(rounded);
  }
  return String(value);
}
