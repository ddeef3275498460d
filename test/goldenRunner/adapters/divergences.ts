import { binCounts, psiBins } from '../../../src/stats/psiBins';
import { chiSquareDivergence, symmetricChiSquare } from '../../../src/stats/chiSquareDistance';
import { emdOrdered } from '../../../src/stats/emdOrdered';
import { crossEntropy, entropy } from '../../../src/stats/entropy';
import { bhattacharyyaCoefficient, bhattacharyyaDistance, hellinger } from '../../../src/stats/hellinger';
import { jsDistance, jsDivergence } from '../../../src/stats/jsDivergence';
import { jeffreysDivergence, klDivergence } from '../../../src/stats/klDivergence';
import type { LogBase } from '../../../src/stats/logBase';
import { psi as stabilityIndex, type PsiSmoothing } from '../../../src/stats/psi';
import { euclideanDistance, largestDifference, totalVariation } from '../../../src/stats/totalVariation';

export function divergence({ p, q, base }: { p: number[]; q: number[]; base: LogBase }): unknown {
  return {
    kl_pq: klDivergence(p, q, { base }),
    kl_qp: klDivergence(q, p, { base }),
    jeffreys: jeffreysDivergence(p, q, { base }),
    js_divergence: jsDivergence(p, q, { base }),
    js_distance: jsDistance(p, q, { base }),
    hellinger: hellinger(p, q),
    bhattacharyya_coefficient: bhattacharyyaCoefficient(p, q),
    bhattacharyya_distance: bhattacharyyaDistance(p, q),
    tv: totalVariation(p, q),
    chi2_pearson: chiSquareDivergence(p, q),
    chi2_symmetric: symmetricChiSquare(p, q),
    l2: euclideanDistance(p, q),
    linf: largestDifference(p, q),
    entropy_p: entropy(p, { base }),
    entropy_q: entropy(q, { base }),
    cross_entropy_pq: crossEntropy(p, q, { base }),
  };
}

const smoothings: Readonly<Record<string, PsiSmoothing>> = {
  none: 'none',
  floor: 'floor',
  floor_renorm: 'floorRenormalised',
  replace_zero: 'replaceZero',
  add: 'add',
};

export function psi(input: { reference: number[]; current: number[]; smoothing: string; eps: number }): unknown {
  const options = { smoothing: smoothings[input.smoothing], epsilon: input.eps };
  return { psi: stabilityIndex(input.reference, input.current, options) };
}

export function psi_numeric(input: {
  reference: number[];
  current: number[];
  bins: number;
  strategy: 'quantile' | 'uniform';
  closed: 'left' | 'right';
  eps: number;
}): unknown {
  const bins = psiBins(input.reference, input);
  const current = binCounts(bins, input.current);
  return {
    interior_edges: bins.edges,
    counts_reference: bins.referenceCounts,
    counts_current: current,
    psi: stabilityIndex(bins.referenceCounts, current, { epsilon: input.eps }),
  };
}

export function emd_ordered({ positions, p, q }: { positions: number[]; p: number[]; q: number[] }): unknown {
  return { distance: emdOrdered(positions, p, q) };
}

export function hist_divergence(input: {
  reference: number[];
  current: number[];
  bins: number;
  pseudo: number;
  psi_eps: number;
}): unknown {
  const pooled = [...input.reference, ...input.current];
  const bins = psiBins(pooled, { bins: input.bins, strategy: 'uniform' });
  const [p, q] = [input.reference, input.current].map((sample) => binCounts(bins, sample));
  const raised = [p, q].map((counts) => counts.map((count) => count + input.pseudo));
  return {
    edges: [Math.min(...pooled), ...bins.edges, Math.max(...pooled)],
    counts_reference: p,
    counts_current: q,
    js_distance_e: jsDistance(p, q),
    js_distance_2: jsDistance(p, q, { base: 2 }),
    js_divergence_2: jsDivergence(p, q, { base: 2 }),
    kl_pq: klDivergence(raised[0], raised[1]),
    tv: totalVariation(p, q),
    psi: stabilityIndex(p, q, { epsilon: input.psi_eps }),
  };
}
