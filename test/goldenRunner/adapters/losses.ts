import { fromRows } from '../../../src/matrix';
import { ewcPenalty, headFisher } from '../../../src/nn/ewc';
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

export function ewc(input: {
  logit_w: number[][];
  logit_b: number[];
  X: number[][];
  y: number[];
  new_w: number[][];
  new_b: number[];
  lambda: number;
}): unknown {
  const { logit_w: w, logit_b: b } = input;
  const logits = input.X.map((x) => w.map((row, k) => row.reduce((sum, value, j) => sum + value * x[j], b[k])));
  const fisher = headFisher(fromRows(input.X), fromRows(logits), input.y);
  const [now, anchor] = [
    { weight: input.new_w.flat(), bias: input.new_b },
    { weight: w.flat(), bias: b },
  ];
  const penalty = (lambda: number): number => ewcPenalty(now, anchor, { ...fisher }, lambda);
  return {
    fisher_w: w.map((row, k) => fisher.weight.slice(k * row.length, (k + 1) * row.length)),
    fisher_b: fisher.bias,
    sum_fisher_sq_diff: penalty(2),
    penalty_half_lambda: penalty(input.lambda),
  };
}
