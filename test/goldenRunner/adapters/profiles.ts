import { driftStatus } from '../../../src/profile/driftStatus';
import { listOverlap } from '../../../src/profile/tokenOverlap';
import { histogram } from '../../../src/stats/histogram';
import { jsDistance, jsDivergence } from '../../../src/stats/jsDivergence';
import { klDivergence } from '../../../src/stats/klDivergence';
import { mean } from '../../../src/stats/moments';
import { psi } from '../../../src/stats/psi';
import { lengthDrift } from '../../../src/stats/text/lengthDrift';
import { norm } from '../../../src/stats/vectors';

interface Pair<Sample> {
  readonly reference: Sample;
  readonly current: Sample;
}

export function output_drift({ reference, current }: Pair<number[]>): unknown {
  const measures = {
    js_divergence_nats: jsDivergence(reference, current),
    js_divergence_bits: jsDivergence(reference, current, { base: 2 }),
    js_distance_e: jsDistance(reference, current),
    js_distance_2: jsDistance(reference, current, { base: 2 }),
  };
  return {
    kl_ref_new_nats: klDivergence(reference, current),
    kl_ref_new_bits: klDivergence(reference, current, { base: 2 }),
    kl_new_ref_nats: klDivergence(current, reference),
    kl_new_ref_bits: klDivergence(current, reference, { base: 2 }),
    ...measures,
    psi: psi(reference, current),
    status_by: Object.fromEntries(Object.entries(measures).map(([name, value]) => [name, driftStatus(value)])),
  };
}

export function status({ score }: { score: number }): unknown {
  return { status: driftStatus(score) };
}

export function psi_level(input: { psi: number }): unknown {
  return { level: { ok: 'none', warn: 'low', alert: 'significant' }[driftStatus(input.psi)] };
}

interface Lengths {
  readonly generated: number[];
  readonly add: number;
}

export function length_scenario({ bins, ...input }: Pair<Lengths> & { readonly bins: number }): unknown {
  const [reference, current] = [input.reference, input.current].map(({ generated, add }) =>
    generated.map((n) => n + add),
  );
  const own = [reference, current].map((lengths) => Array.from(histogram(lengths, { bins }).counts));
  const raised = own.map((counts) => counts.map((count) => count / mean(counts) / counts.length + 1e-10));
  const ownDistance = jsDistance(raised[0], raised[1]);
  const shared = lengthDrift(reference, current);
  const natural = shared.jsDistance * Math.sqrt(Math.LN2);
  return {
    mean_reference: shared.means[0],
    mean_current: shared.means[1],
    own_bins_counts_reference: own[0],
    own_bins_counts_current: own[1],
    own_bins_js_distance_e: ownDistance,
    own_bins_status: driftStatus(ownDistance),
    shared_bins_js_distance_e: natural,
    shared_bins_js_divergence_e: natural ** 2,
    shared_bins_js_distance_2: shared.jsDistance,
    shared_bins_status: driftStatus(shared.jsDistance),
    ks_statistic: shared.test.statistic,
  };
}

export function channel_scenario({ reference, current }: Pair<number[]>): unknown {
  const differences = reference.map((value, channel) => Math.abs(value - current[channel]));
  const distance = norm(differences);
  return { distance, abs_diff: differences, status: driftStatus(distance) };
}

export function token_scenario(input: { reference_top: string[]; current_top: string[] }): unknown {
  const { overlap, top } = listOverlap(input.reference_top, input.current_top, Infinity);
  return { seed_overlap: (overlap * top) / 100, overlap_k: overlap, drift: overlap < 0.5 };
}

interface TextProfiles {
  readonly reference_hist: number[];
  readonly current_hist: number[];
  readonly reference_top: string[];
  readonly current_top: string[];
}

export function seed_compare_text(input: TextProfiles): unknown {
  const [reference, current] = [input.reference_hist, input.current_hist].map((counts) =>
    counts.map((count) => count + 1e-10),
  );
  const js = jsDistance(reference, current);
  const { overlap, top } = listOverlap(input.reference_top, input.current_top, Infinity);
  // as coded there, an overlap counts as a drift
  const asCoded = Math.max(js, (overlap * top) / 100);
  return {
    seq_length_js: js,
    token_overlap: (overlap * top) / 100,
    max_drift: asCoded,
    status_as_coded: driftStatus(asCoded),
    status_sensible: driftStatus(Math.max(js, 1 - overlap)),
  };
}

export function profile_roundtrip({ profile }: { profile: Readonly<Record<string, unknown>> }): unknown {
  const stored = JSON.stringify(profile);
  const found = JSON.parse(stored) as typeof profile;
  const [before, after] = [profile, found].map(({ seq_length_hist }) => seq_length_hist as number[]);
  const js = jsDistance(before, after);
  return { js, status: driftStatus(js), equal: JSON.stringify(found) === stored };
}
