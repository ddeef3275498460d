import { adapters } from './adapters';
import { isGood, report } from './report';
import { runGolden } from './runGolden';

const folder = process.env.GOLDEN_DIR || 'test/golden';

async function main(): Promise<void> {
  const result = await runGolden(folder, adapters, process.argv.slice(2));
  console.log(report(result));
  process.exitCode = isGood(result) ? 0 : 1;
}

main().catch((error: Error) => {
  console.error(`cannot run the golden files: ${error.message}`);
  process.exitCode = 1;
});
