/** Networks: described, trained, kept and asked. */
export type { EpochReport } from './checkpoint';
export { evaluate, type Evaluation } from './evaluate';
export { ewcPenalty, headFisher, type HeadFisher } from './ewc';
export { fit, type FitOptions, type Fitted } from './fit';
export { fitInWorker } from './fitInWorker';
export { distillationDivergence, meanCrossEntropy } from './logitLosses';
export type { Loss } from './losses';
export { modelGraph, openPredictor, type Model, type Predictor } from './model';
export { openModel, saveModel } from './modelFiles';
export type { Architecture, ModelSpec } from './modelSpec';
export type { Weights } from './network';
export type { Optimizer } from './optimizers';
export { imageRows, type Samples } from './samples';
export type { Schedule } from './schedule';
export { logProbabilities, logSumExp, probabilities } from './softmax';
export { temperatureScaling, type TemperatureScaling } from './temperatureScaling';
