/** Skips the running test (or, in `before`, its whole block) and says why. */
export function skip(context: Mocha.Context, reason: string): never {
  console.log(`    skipped: ${reason}`);
  context.skip();
}
