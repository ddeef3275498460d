import type { ZooCard } from '../../src/nn/zoo/zooCard';
import { medMnistSet, type MedMnistName } from '../../src/data/medMnistSets';
import type { RealRecord } from './realRecord';
import { recipes } from './recipes';

/** The page of the zoo, in Markdown. */
export function zooPage(cards: readonly ZooCard[], real: readonly RealRecord[]): string {
  const total = cards.reduce((sum, { bytes }) => sum + bytes, 0);
  const datasets = [...new Set(cards.map(({ dataset }) => dataset))];
  return `# driftlab-zoo

${cards.length} small networks for the eight synthetic stand-ins of MedMNIST, trained by driftlab in TypeScript. **Synthetic: no medical meaning.** The
pictures show shapes and textures that resemble those of the real sets in size, channels and number of classes only; nothing can be said about
patients with these models. Apache-2.0.

    const model = await loadModel('${cards[0].name}');
    const predictor = await openPredictor(model);
    const logits = await predictor.predict(imageRows(images, model.card.inputs));

\`listModels()\` gives the cards: ${(total / 1e6).toFixed(1)} MB of weights (safetensors, float32), each with its SHA-256. \`make models\` trains all of them again;
\`make models MODELS='octmnist simpleCnn'\` some. Times are in times.json.

## Accuracy

On 1000 test pictures; 4 % of all labels are wrong on purpose, as where readers disagree, so no model can reach 1.

| stand-in | classes | most frequent class | ${recipes.map(({ title }) => title).join(' | ')} |
|---|---|---|${recipes.map(() => '---|').join('')}
${datasets.map((dataset) => accuracyRow(dataset, cards)).join('\n')}

## Calibration and groups

Expected calibration error (15 bins; a perfectly calibrated model has 0.01 to 0.04 with 1000 pictures, more the less sure
it is), the temperature that mends it, found on the validation pictures, and accuracy in both groups.

| model | calibration error | temperature | accuracy by group | kB |
|---|---|---|---|---|
${cards.map(calibrationRow).join('\n')}

## On real sets

For the record: the same architectures trained on real pictures, their weights not kept (real-sets.json). Means of ${real[0].seeds.length} seeds, in
brackets the least and the largest. Published: ResNet-18 on 28 × 28 pixels, table 3 of Yang et al. 2023,
doi:10.1038/s41597-022-01721-8. Of MNIST's test file 8,000 digits are trained on and 2,000 judged.

| set | network | accuracy | published | area under ROC | published | most frequent class |
|---|---|---|---|---|---|---|
${real.map(realRow).join('\n')}
`;
}

function realRow({ dataset, architecture, accuracy, accuracies, auc, published, majority }: RealRecord): string {
  const range = `${accuracy.toFixed(3)} (${Math.min(...accuracies).toFixed(3)} to ${Math.max(...accuracies).toFixed(3)})`;
  const figures = [range, published?.accuracy ?? '', auc.toFixed(3), published?.auc ?? '', majority.toFixed(3)];
  return `| ${dataset} | ${architecture} | ${figures.join(' | ')} |`;
}

function accuracyRow(dataset: string, cards: readonly ZooCard[]): string {
  const own = cards.filter((card) => card.dataset === dataset);
  const { classes, channels } = medMnistSet(dataset.replace('-synthetic', '') as MedMnistName);
  const cells = recipes.map(({ network }) => {
    const card = own.find((one) => one.architecture === network.architecture);
    return card ? card.test.accuracy.toFixed(3) : '';
  });
  const kind = `${classes.length}, ${channels === 3 ? 'RGB' : 'gray'}`;
  return `| ${dataset} | ${kind} | ${own[0].test.majority.toFixed(3)} | ${cells.join(' | ')} |`;
}

function calibrationRow({ name, test, bytes }: ZooCard): string {
  const groups = Object.entries(test.groups).map(([group, value]) => `${group} ${value.toFixed(3)}`);
  const figures = [test.calibrationError.toFixed(3), test.temperature.toFixed(2), groups.join(', ')];
  return `| ${name} | ${figures.join(' | ')} | ${Math.round(bytes / 1000)} |`;
}
