import { expect } from 'chai';
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medicalStandIns, medicalStandInSplits } from '../../../src/data/standins/medicalStandIn';
import { DriftlabError } from '../../../src/errors';
import { evaluate } from '../../../src/nn/evaluate';
import { imageRows } from '../../../src/nn/samples';
import { listModels } from '../../../src/nn/zoo/listModels';
import { loadModel } from '../../../src/nn/zoo/loadModel';
import type { ZooCard } from '../../../src/nn/zoo/zooCard';
import { zooFolder } from '../../../src/nn/zoo/zooFolder';
import { failureOf } from '../../data/helpers';

const NAME = 'breastmnist-synthetic-simpleCnn';
const networks = ['simpleCnn', 'resnet18', 'efficientNet'];

describe('the zoo', () => {
  let cards: readonly ZooCard[];
  before(async () => {
    cards = await listModels();
  });

  it('has three networks and a linear model for each of the eight stand-ins', () => {
    expect(cards.map(({ name }) => name)).members(
      medicalStandIns.flatMap((set) =>
        ['logisticRegression', ...networks].map((architecture) => `${set}-${architecture}`),
      ),
    );
  });

  it('takes at most 12 MB', async () => {
    const sizes = await Promise.all(
      cards.map(async ({ name }) => (await stat(join(zooFolder(), 'weights', `${name}.safetensors`))).size),
    );
    expect(sizes).deep.equal(cards.map(({ bytes }) => bytes));
    expect(sizes.reduce((sum, size) => sum + size)).below(12e6);
  });

  for (const set of medicalStandIns)
    it(`tells the classes of ${set} apart with a CNN: well, not perfectly, and a linear model does not`, () => {
      const [linear, cnn] = ['logisticRegression', 'simpleCnn'].map(
        (architecture) => cards.find(({ name }) => name === `${set}-${architecture}`)!.test,
      );
      expect(cnn.accuracy).within(0.85, 0.97);
      for (const chance of [cnn.majority, 1 / cnn.confusion.length])
        expect((linear.accuracy - chance) / (cnn.accuracy - chance)).below(0.6);
    });

  it('says on each card what it is, how it was trained and how good it is, in figures that fit each other', () => {
    for (const { name, test, training, spec, classes, warning, sha256 } of cards) {
      expect(warning, name).include('no medical meaning');
      expect(sha256, name).match(/^[0-9a-f]{64}$/);
      expect(spec.outputs, name).equal(classes.length);
      expect(training.history.length, name).equal(training.epochs);
      expect(training.history[training.epoch - 1].validationLoss, name).equal(
        Math.min(...training.history.map(({ validationLoss }) => validationLoss!)),
      );
      const counts = test.confusion.flat();
      expect(counts.reduce((sum, count) => sum + count), name).equal(test.samples); // prettier-ignore
      const right = test.confusion.reduce((sum, row, k) => sum + row[k], 0);
      expect(test.accuracy, name).equal(right / test.samples);
    }
  });

  it('finds the cards of a data set, of an architecture, of both', async () => {
    expect(await listModels({ dataset: 'octmnist-synthetic' })).length(4);
    expect(await listModels({ architecture: 'efficientNet' })).length(8);
    const [card, ...more] = await listModels({ dataset: 'breastmnist-synthetic', architecture: 'simpleCnn' });
    expect(more).deep.equal([]);
    expect(card.name).equal(NAME);
  });

  it('names what is there when asked for something else', async () => {
    const cases: [() => Promise<unknown>, RegExp][] = [
      [() => listModels({ dataset: 'mnist' }), /invalid dataset: .*octmnist-synthetic/],
      [() => listModels({ architecture: 'vgg' }), /invalid architecture: .*resnet18/],
      [() => loadModel('nothing'), /invalid name: .*breastmnist-synthetic-simpleCnn/],
    ];
    for (const [ask, message] of cases) {
      const error = await failureOf(ask());
      expect(error).instanceOf(RangeError);
      expect(error.message).match(message);
    }
  });

  it('loads a model that is as good as its card says', async () => {
    const { card, ...model } = await loadModel(NAME);
    const { test } = medicalStandInSplits('breastmnist-synthetic', { train: 0, validation: 0 });
    const inputs = imageRows(test.images, card.inputs);
    const { accuracy } = await evaluate(model, { inputs, labels: test.labels }, { threads: 1 });
    expect(accuracy).closeTo(card.test.accuracy, 0.0015);
  });

  describe('damaged', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'driftlab-zoo-'));
      for (const file of [`cards/${NAME}.json`, `weights/${NAME}.safetensors`])
        await cp(join(zooFolder(), file), join(folder, file));
    });
    afterEach(() => rm(folder, { recursive: true }));

    const refusal = async (): Promise<DriftlabError> => {
      const error = await failureOf(loadModel(NAME, { folder }));
      expect(error).instanceOf(DriftlabError);
      return error as DriftlabError;
    };

    it('refuses weights that are not those of the card', async () => {
      const path = join(folder, 'weights', `${NAME}.safetensors`);
      const bytes = await readFile(path);
      bytes[bytes.length - 1] ^= 1;
      await writeFile(path, bytes);
      const { code, message } = await refusal();
      expect(code).equal('DRIFTLAB_INVALID_DATA');
      expect(message).match(/not the file of its card: expected SHA-256 [0-9a-f]{64}, got [0-9a-f]{64}/);
    });

    it('names a file that is missing, and a card that is none', async () => {
      await rm(join(folder, 'weights', `${NAME}.safetensors`));
      expect(await refusal()).include({ code: 'DRIFTLAB_IO' });
      await writeFile(join(folder, 'cards', `${NAME}.json`), '{"name": ');
      const { code, message } = await refusal();
      expect(code).equal('DRIFTLAB_INVALID_DATA');
      expect(message).include(`${NAME}.json is no card`);
    });
  });
});
