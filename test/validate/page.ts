import type { ValidationTable } from './cell';
import type { ValidationRow } from './runTable';

/** The readable page of a table. */
export function page(
  { title, text }: ValidationTable,
  about: Readonly<Record<string, unknown>>,
  rows: readonly ValidationRow[],
): string {
  const facts = Object.entries(about).map(([name, value]) => `${name} ${String(value)}`);
  const lines = rows.map(({ cell, event, promise, runs, milliseconds, measured, band, uniformity, holds }) => {
    const even = uniformity === undefined ? '' : uniformity.toFixed(3);
    return `| ${cell} | ${event} | ${promise} | ${runs} | ${milliseconds ?? ''} | ${measured} | ${band.join(' to ')} | ${even} | ${holds ? 'yes' : 'no'} |`;
  });
  return `# ${title}

${text}

Made by \`make validate\` (${facts.join(', ')}). The bands hold for all lines of this page at once with probability 0.99 if what
is promised is true. A run's time is CPU time in milliseconds, on a
machine with other work to do. Where p values should be uniform, the p value of a Kolmogorov–Smirnov test of it stands beside them.

| cell | event | promised | runs | ms | measured | band | uniform | holds |
| --- | --- | --- | ---: | ---: | ---: | --- | ---: | --- |
${lines.join('\n')}
`;
}
