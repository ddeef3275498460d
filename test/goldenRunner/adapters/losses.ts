import { fromRows } from '../../../src/matrix';
import { distillationDivergence, meanCrossEntropy, soften } from '../../../src/nn/logitLosses';
import { logProbabilities, logSumExp, probabilities } from '../../../src/nn/softmax';
import { temperatureScaling } from '../../../src/nn/temperatureScaling';

export function softmax_stability({ logits }: { logits: number[] }): unknown {
  return { logsumexp: logSumExp(logits), log_softmax: logProbabilities(logits), softmax: probabilities(logits) };
}

export function distillation(input: {
  student: number[][];
  teacher: number[][];
  temperature: number;
  labels: number[];
}): unknown {
  const { temperature, labels } = input;
  const [student, teacher] = [fromRows(input.student), fromRows(input.teacher)];
  const divergence = distillationDivergence(student, teacher, temperature);
  const rows = input.student.map((_, i) => i);
  return {
    cross_entropy_mean: meanCrossEntropy(student, labels),
    kl_old_new_batchmean: divergence,
    kl_old_new_batchmean_T2: temperature ** 2 * divergence,
    kl_old_new_mean_over_elements: divergence / student.columns,
    softmax_T_teacher: rows.map((i) => soften(teacher, i, temperature).map(Math.exp)),
    log_softmax_T_student: rows.map((i) => soften(student, i, temperature)),
  };
}

export function temperature_scaling({ logits, labels }: { logits: number[][]; labels: number[] }): unknown {
  const { temperature, before, after } = temperatureScaling(fromRows(logits), labels);
  return { temperature, nll_before: before, nll_after: after };
}
