import { concatRows } from '../../matrix';
import type { ImageView } from './imageView';

/** What detectors of outputs and pixels need of several views as of one. */
export function joinViews(views: readonly ImageView[]): Pick<ImageView, 'embedding' | 'statistics'> {
  const names = Object.keys(views[0].statistics);
  return {
    embedding: concatRows(views.map(({ embedding }) => embedding)),
    statistics: Object.fromEntries(names.map((name) => [name, views.flatMap(({ statistics }) => statistics[name])])),
  };
}
