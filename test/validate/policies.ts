import { cpus } from 'node:os';
import { join } from 'node:path';
import { writeFileAtomic } from '../../src/data/files';
import { nearStreams, policyClaims } from '../../src/experiments/loop/policyClaims';
import { policyFigures } from '../../src/experiments/loop/policyFigures';
import { policyJson } from '../../src/experiments/loop/policyFiles';
import { policyStudy, type PolicyStudy } from '../../src/experiments/loop/policyStudy';
import { policyTable } from '../../src/experiments/loop/policyTable';
import type { Figure } from '../../src/plots/figure';
import { createRandom } from '../../src/random';

/**
 * Policies of retraining on nine streams, ten runs of each synthetic one, three prices, and once more with late labels. Writes
 * docs/validation/policies.{json,md} and its figures; `DRIFTLAB_DATA=… node -r ts-node/register/transpile-only test/validate/policies.ts`.
 */
const SEED = 2027;
const DELAY = 500;
const FOLDER = join(__dirname, '../../docs/validation');
const POLICIES = ['cost-aware', 'cost-aware, curves alone', 'Q-learning', 'rule, tuned', 'rule', 'ADWIN', 'every 2000', 'every 500', 'always incremental', 'always', 'never']; // prettier-ignore

async function main(): Promise<void> {
  const dataFolder = process.env.DRIFTLAB_DATA;
  if (!dataFolder) return console.log('skipped: four of the streams are real, and DRIFTLAB_DATA names no folder');
  const started = process.cpuUsage();
  const study = await policyStudy({ random: createRandom(SEED), dataFolder });
  const late = await policyStudy({ random: createRandom(SEED), dataFolder, delay: DELAY, runs: 3, prices: [25] });
  const minutes = process.cpuUsage(started).user / 6e7;
  for (const [name, { svg }] of Object.entries<Figure>(await policyFigures(study)))
    await writeFileAtomic(join(FOLDER, `policies-${name}.svg`), svg);
  await writeFileAtomic(join(FOLDER, 'policies.json'), policyJson(study));
  await writeFileAtomic(join(FOLDER, 'policies.md'), page(study, late, minutes));
  for (const { id, measured, holds } of policyClaims(study)) console.log(holds ? 'holds' : 'FAILS', id, measured);
}

function page(study: PolicyStudy, late: PolicyStudy, minutes: number): string {
  return `# When to retrain: policies on nine streams

Five synthetic streams of 10,000 samples with known drift, ${study.runs} runs each with drifts at other places, and four real ones: Electricity, NOAA weather, Adult with two induced drifts, SpamAssassin.
A logistic regression predicts blocks of 100 samples; then their labels come, the policy decides, and the next block is predicted by what it decided. Total cost = errors + cost of retrainings,
where a full retraining costs 5, 25 or 125 errors, a partial one half and an incremental one a fifth of that. Everything else is in [policies.md](../policies.md).

Made by \`test/validate/policies.ts\` (seed ${SEED}, machine ${cpus().length} × ${cpus()[0].model}, node ${process.version}), ${minutes.toFixed(1)} minutes of CPU.

## Claims

| claim | expected | measured | holds |
| --- | --- | --- | --- |
${policyClaims(study)
  .map(({ claim, expected, measured, holds }) => `| ${claim} | ${expected} | ${measured} | ${holds ? 'yes' : 'no'} |`)
  .join('\n')}

## Within 10 % of the best fixed policy in hindsight

Never, always (full or incremental) and two periods are the fixed policies; the best of them is chosen for each stream and price afterwards.

${table(
  POLICIES.map((policy) => ({
    policy,
    ...Object.fromEntries(
      study.prices.map((price) => [
        `price ${price}`,
        `${nearStreams(study, price, policy).near} of ${nearStreams(study, price, policy).streams}`,
      ]),
    ),
    ...worst(study, policy),
  })),
)}

${study.prices.map((price) => `![Total costs at price ${price}](policies-totals-${price}.svg)`).join('\n\n')}

![Measured gains](policies-gains.svg)

![Who retrained when](policies-timeline.svg)

![Accuracy over time](policies-accuracy.svg)

## Each stream, where a full retraining costs 25 errors

${streamsOf(study)
  .map((stream) => `### ${stream}\n\n${table(policyTable(study.rows, { stream, price: 25 }))}`)
  .join('\n\n')}

## Labels ${DELAY} samples late

The same with labels that come ${DELAY} samples after their predictions, price 25, ${late.runs} runs: total over that of the best fixed policy, which has late labels too.

${table(POLICIES.map((policy) => ({ policy, ...Object.fromEntries(streamsOf(late).map((stream) => [stream, late.rows.find((row) => row.policy === policy && row.stream === stream)!.relative.toFixed(2)])) })))}
`;
}

const streamsOf = ({ rows }: PolicyStudy): string[] => [...new Set(rows.map(({ stream }) => stream))];

function worst({ rows }: PolicyStudy, policy: string): Record<string, string> {
  const own = rows.filter((row) => row.policy === policy);
  const most = own.reduce((high, row) => (row.relative > high.relative ? row : high));
  const mean = Math.exp(own.reduce((sum, { relative }) => sum + Math.log(relative), 0) / own.length);
  return { 'geometric mean': mean.toFixed(2), worst: `${most.relative.toFixed(2)} (${most.stream}, ${most.price})` };
}

function table(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const columns = Object.keys(rows[0]);
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map((row) => line(columns.map((name) => row[name])))].join('\n'); // prettier-ignore
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
