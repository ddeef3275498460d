import { fromRows, type Matrix } from '../../matrix';
import type { LabeledSamples } from '../../retraining/learning/learnable';
import { ownLearner, ownModel, type OwnModel } from '../../retraining/learning/ownLearner';
import { classesOf, type ModelFiles } from '../../retraining/pipeline/modelVersions';
import { logisticRegression, logOdds, type LogisticModel } from '../../stats/logisticRegression';

/** A logistic regression of two classes, as the pipeline takes a model that is not ours. */
export type AdmissionModel = OwnModel<LogisticModel>;

export const admissionLearner = ownLearner<LogisticModel>({
  name: 'logistic regression',
  classes: 2,
  train: ({ inputs, labels = [] }) => logisticRegression(inputs, labels),
  predict: (model, inputs) => fromRows([...logOdds(inputs, model)].map((odds) => [0, odds])),
});

export const admissionFiles: ModelFiles<AdmissionModel> = {
  save: ({ model, slope, shift }) => JSON.stringify({ ...model, coefficients: [...model.coefficients], slope, shift }),
  open: (bytes) => {
    const { coefficients, intercept, slope, shift } = JSON.parse(bytes.toString()) as Saved;
    return { model: { coefficients: Float64Array.from(coefficients), intercept }, slope, shift };
  },
};

interface Saved extends Pick<AdmissionModel, 'slope' | 'shift'> {
  readonly coefficients: readonly number[];
  readonly intercept: number;
}

export function trainAdmissions({ inputs, labels }: LabeledSamples): AdmissionModel {
  return ownModel(logisticRegression(inputs, labels), 2);
}

/** The class that a model gives each row. */
export async function answersOf(model: AdmissionModel, inputs: Matrix<Float32Array>): Promise<number[]> {
  return classesOf(await admissionLearner.predict(model, inputs));
}
