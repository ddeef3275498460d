/** What `--help` of a command ends with: command lines to try, each with what it does. */
export function examples(lines: readonly (readonly [line: string, what: string])[]): string {
  return ['', 'Examples:', ...lines.map(([line, what]) => `  $ driftlab ${line}\n      ${what}`)].join('\n');
}
