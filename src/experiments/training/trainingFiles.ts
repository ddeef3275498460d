import { join } from 'node:path';
import { writeFileAtomic } from '../../data/files';
import { modelGraph } from '../../nn/model';
import { saveModel } from '../../nn/modelFiles';
import { saveFigure } from '../../plots/saveFigure';
import type { TrainingFigures } from './trainingFigures';
import type { TrainingStudy } from './trainingStudy';

/**
 * Writes the network as `digits.safetensors`, to train further, and `digits.onnx`, to run anywhere, the figures, and `scores.json`.
 * @throws {DriftlabError} DRIFTLAB_IO if a file cannot be written.
 * @example
 * await writeTraining(study, await trainingFigures(study), 'results/02_train_a_model');
 */
export async function writeTraining(study: TrainingStudy, figures: TrainingFigures, outRoot: string): Promise<void> {
  const { cnn, linear, calibration, confusion } = study;
  for (const [name, figure] of Object.entries(figures)) await saveFigure(figure, join(outRoot, 'figures'), name);
  await saveModel(join(outRoot, 'digits.safetensors'), cnn.fitted.model);
  await writeFileAtomic(join(outRoot, 'digits.onnx'), modelGraph(cnn.fitted.model).encode());
  const of = ({ accuracy, parameters, fitted }: TrainingStudy['cnn']) => ({
    accuracy,
    parameters,
    epoch: fitted.epoch,
    history: fitted.history,
  });
  const scores = {
    ...{ cnn: of(cnn), linear: of(linear), confusion },
    ...{ temperature: calibration.temperature, before: calibration.before.error, after: calibration.after.error },
  };
  await writeFileAtomic(join(outRoot, 'scores.json'), `${JSON.stringify(scores, null, 2)}\n`);
}
