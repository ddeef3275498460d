import type { Figure } from '../../plots/figure';
import { labeledScatter } from '../../plots/labeledScatter';
import { lineWithBand } from '../../plots/lineWithBand';
import type { CureTrial } from './cureTrials';
import type { DeploymentStory } from './deploymentStory';

/** Draws what each cure recovers against what it forgets; `chosen` stands out. */
export function curesFigure(trials: readonly CureTrial[], chosen: string): Promise<Figure> {
  return labeledScatter({
    title: 'What each cure recovers, and what it forgets',
    subtitle: 'Accuracy on held-out digits of both scanners; the best place is at the top on the right',
    xLabel: 'accuracy on the old scanner',
    yLabel: 'accuracy on the new scanner',
    points: trials.map(({ name, past, present }) => ({
      name,
      x: past,
      y: present,
      role: name === chosen ? 'ours' : 'baseline',
    })),
    note: `In colour: ${chosen}, the cheapest cure that suffices for the new scanner.`,
  });
}

/** Draws the evidence against the deployed version after each sample. */
export function watchFigure({ evidence }: DeploymentStory): Promise<Figure> {
  return lineWithBand({
    title: 'The watch over the deployed version',
    subtitle: 'The old scanner is back: evidence (e value) that the former champion, in shadow, is better',
    xLabel: 'samples since',
    yLabel: 'e value',
    series: [{ name: 'evidence', points: evidence.map((y, i) => ({ x: i + 1, y })) }],
    references: [{ y: 100, label: 'rollback' }],
  });
}
