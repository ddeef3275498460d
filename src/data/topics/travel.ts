import type { Topic } from './topic';

/** Flights, trains and hotels. */
export const travel: Topic = {
  things:
    'flight|train|hotel|ferry|cabin|airport lounge|guided tour|coach|transfer|ticket|seat|luggage service|boarding queue|itinerary|hostel|cruise|visa office|room'.split(
      '|',
    ),
  good: [
    'the (flight|train|ferry|coach) (left on time|landed early|was half empty)',
    'the (hotel|hostel|airline) (gave us a sea view|upgraded our cabin|kept our luggage for free)',
    'the (pilot|guide|steward) (calmed everyone during the storm|showed us the old harbour|found my lost passport)',
    'we (caught the last train|slept well in the cabin|crossed the border) without any trouble',
  ],
  bad: [
    'the (flight|train|ferry|coach) (was cancelled|left without us|was five hours late)',
    'the (airline|hotel|hostel) (lost my suitcase|sold our room twice|charged us for the luggage)',
    'the (pilot|guide|steward) (forgot our group at the museum|shouted at the passengers|lost our tickets)',
    'we (missed the connection|spent the night at the gate|paid twice for the visa)',
  ],
  facts: [
    'the (flight|train|ferry|coach) to (Lisbon|Oslo|Vienna|the coast|the islands) leaves (at noon|from platform two|every morning)',
    'the (hotel|hostel) is (next to the station|ten minutes from the harbour|open until October)',
    'the (passport|visa|ticket) is valid for (ninety days|ten years|one journey)',
    'check in (opens|closes) (one hour|two hours) before departure',
  ],
  tasks: [
    '(book|cancel|change) (a flight to Oslo|a hotel room|a window seat|our ferry tickets)',
    '(renew|show|send) (my passport|the visa form|the boarding pass)',
    '(reach|find|leave) (the airport|the central station|the departure gate|the harbour)',
    '(pack|weigh|check in) (one suitcase|my hand luggage|two bags)',
    '(rent|return) (a car at the airport|a bicycle for the tour)',
  ],
  occasions: [
    '(the|my) flight (to Oslo|to Lisbon|home)',
    '(the|our) train journey',
    'the check in at the hotel',
    'a week at the (coast|seaside)',
  ],
};
