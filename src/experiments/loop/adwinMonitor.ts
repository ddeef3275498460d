import { Adwin } from '../../detectors/streaming/adwin';
import type { LoopMonitor } from './loopMonitor';

/**
 * ADWIN (Bifet & Gavaldà 2007) on the errors of the deployed model: confidence 1 after an alarm at a rise, else 0; the change is where
 * its window begins. It has no severity, and starts anew with each deployment.
 * @example
 * adwinMonitor().view(); // { severity: 0, confidence: 0, change: null }
 */
export function adwinMonitor(): LoopMonitor {
  let detector = new Adwin();
  let [alarmed, end] = [false, 0];
  return {
    deployed(index) {
      detector = new Adwin();
      [alarmed, end] = [false, index];
    },
    add(errors) {
      end += errors.length;
      for (const error of errors) {
        const before = detector.mean;
        if (detector.update(error) === 'drift' && detector.mean > before) alarmed = true;
      }
    },
    view() {
      if (!alarmed) return { severity: 0, confidence: 0, change: null };
      const begin = end - detector.width;
      return { severity: 0, confidence: 1, change: { low: begin, estimate: begin, high: begin } };
    },
  };
}
