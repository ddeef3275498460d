import type { ValidationTable } from './cell';
import { changePoints } from './changePoint';
import { conformal } from './conformal';
import { conservative } from './conservative';
import { cures } from './cures';
import { effects } from './effects';
import { fairness } from './fairness';
import { falsePromotions } from './falsePromotions';
import { gate } from './gate';
import { levelColumns } from './levelColumns';
import { levelKernels } from './levelKernels';
import { levelTexts } from './levelTexts';
import { nullCards } from './nullCards';
import { posteriors } from './posterior';
import { pipelineCrash } from './pipelineCrash';
import { profiles } from './profiles';
import { promotionCrash } from './promotionCrash';
import { storeCrash } from './storeCrash';
import { serviceAnswers } from './service';
import { severityHarm } from './severity';
import { textDriftPower } from './textDrift';
import { movements } from './whatMoved';

/** All tables, by what they check. */
export const tables: readonly ValidationTable[] = [
  conformal,
  levelColumns,
  levelKernels,
  levelTexts,
  textDriftPower,
  serviceAnswers,
  conservative,
  effects,
  nullCards,
  fairness,
  severityHarm,
  profiles,
  storeCrash,
  cures,
  gate,
  promotionCrash,
  pipelineCrash,
  falsePromotions,
  changePoints,
  movements,
  posteriors,
];
