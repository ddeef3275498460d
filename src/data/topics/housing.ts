import type { Topic } from './topic';

/** Flats, houses and repairs. */
export const housing: Topic = {
  things:
    'flat|landlord|kitchen|bathroom|balcony|heating|roof|garden|lease|bedroom|neighbourhood|room|agent|rent|house|staircase|plumber|key service'.split(
      '|',
    ),
  good: [
    'the (landlord|agent|caretaker) (lowered the rent|repaired the boiler at once|handed over the keys early)',
    'the (flat|bedroom|attic) (gets sun all day|is quiet at night|stays warm in winter)',
    'the (plumber|painter|roofer) (left everything clean|finished a day early|charged less than agreed)',
    'our (neighbours|tenants) (watered the garden|look after the staircase|welcomed us with flowers)',
  ],
  bad: [
    'the (landlord|agent|caretaker) (kept our deposit|raised the rent again|ignores the mould)',
    'the (roof|ceiling|tap|boiler) (leaks|has been broken for weeks|dripped onto the carpet)',
    'the (plumber|painter|roofer) (never came|flooded the bathroom|left a hole in the wall)',
    'our (neighbours|tenants) (slam the doors at night|block the staircase|stole the garden chairs)',
  ],
  facts: [
    'the (flat|house) has (two|three|four) (bedrooms|balconies|floors)',
    'the (rent|deposit) is (due on the first|paid every month|nine hundred pounds)',
    'the (lease|contract) (ends|starts) in (March|June|October)',
    'the (heating|boiler|lift) is (in the cellar|inspected once a year|older than the house)',
  ],
  tasks: [
    '(rent|sell|view) (a flat with a balcony|the house|a furnished room)',
    '(sign|end|extend) (the lease|our tenancy)',
    '(paint|insulate|clean) (the walls|the roof|the bedroom ceiling)',
    '(repair|replace) (the boiler|a window|the kitchen tap|the door lock)',
    '(call|pay) (the plumber|the landlord|the caretaker)',
  ],
  occasions: [
    'the viewing of the flat',
    'the repair of the (roof|boiler)',
    'a talk with my landlord',
    'our move to the new house',
  ],
};
